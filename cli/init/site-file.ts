import type { Answers } from './answers';
import type { Repository } from './repository';

/** What a Drupal needs that is not installed yet, and has not exported its configuration. */
const NEW_DRUPAL = [
  '  release: {',
  '    // While the database is empty. Then `kubectl exec deploy/web -- drush user:login` gives the first link.',
  "    install: ['sh', '-c', 'drush site:install standard -y --account-pass=\"$(head -c 24 /dev/urandom | base64)\"'],",
  '    // Leave this out when config/sync holds the exported configuration: drush deploy imports it.',
  "    command: ['drush', 'updatedb', '-y'],",
  '  },',
];

/** The site's file in sites/: what was answered, and nothing that has a default. */
export function siteFile(
  { name, image, hosts, profile, branch, placeholders }: Answers,
  { isNew }: Repository,
): string {
  const note = (what: 'image' | 'host', todo: string) => (placeholders.includes(what) ? ` // ${todo}` : '');
  return [
    "import { defineSite } from 'cdk8s-drupal';",
    '',
    'export default defineSite({',
    `  name: ${quoted(name)},`,
    `  image: ${quoted(image)},${note('image', "write your project's: registry.gitlab.com/GROUP/PROJECT")}`,
    ...(profile === 'official' ? [] : [`  profile: ${quoted(profile)},`]),
    ...(isNew ? NEW_DRUPAL : []),
    '  environments: {',
    `    live: { branch: ${quoted(branch)}, hosts: [${hosts.map(quoted).join(', ')}] },${note('host', "write your site's")}`,
    '  },',
    '});',
    '',
  ].join('\n');
}

/** A branch may hold a quote; all else has been checked. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
