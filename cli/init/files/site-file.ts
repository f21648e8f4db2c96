import { profiles } from '../../../lib/runtime/profiles';
import type { Answers } from '../answers';
import type { Decisions } from '../decide/decide';
import { AS_EXPORTED, IS_EXPORTED, type ReleaseDecision } from '../decide/release';
import type { Repository } from '../look/repository';

/** Where every profile looks unless the site says otherwise. */
const USUAL_SYNC = profiles.official.configSync;

/** What a Drupal needs that is not installed yet, and has not exported its configuration: the same lines do for it afterwards. */
const NEW_DRUPAL = [
  '  release: {',
  '    // While the database is empty: what config/sync holds, or a plain Drupal as long as that is nothing.',
  `    install: ['sh', '-c', 'if ${IS_EXPORTED}; then set -- --existing-config; else set -- standard; fi; drush site:install -y --account-pass="$(head -c 24 /dev/urandom | base64)" "$@"'],`,
  '    // Every time after that. An import from an empty folder would fail.',
  `    command: [${AS_EXPORTED.map(quoted).join(', ')}],`,
  '  },',
];

/** The site's file in sites/: what was answered, and nothing that has a default. */
export function siteFile(
  { name, image, hosts, profile, branch, placeholders }: Answers,
  { software }: Repository,
  { configuration, release }: Decisions,
): string {
  const note = (what: 'image' | 'host', fix: string) => (placeholders.includes(what) ? ` // ${fix}` : '');
  return [
    "import { defineSite } from 'cdk8s-drupal';",
    '',
    'export default defineSite({',
    `  name: ${quoted(name)},`,
    `  image: ${quoted(image)},${note('image', "write your project's: registry.gitlab.com/GROUP/PROJECT")}`,
    ...(profile === 'official' ? [] : [`  profile: ${quoted(profile)},`]),
    ...(configuration.fromDocroot === USUAL_SYNC
      ? []
      : [`  env: { DRUPAL_CONFIG_SYNC: ${quoted(configuration.fromDocroot)} }, // from the docroot on`]),
    ...(software.is === 'nothing' ? NEW_DRUPAL : releaseLines(release)),
    '  environments: {',
    `    live: { branch: ${quoted(branch)}, hosts: [${hosts.map(quoted).join(', ')}] },${note('host', "write your site's")}`,
    '  },',
    '});',
    '',
  ].join('\n');
}

function releaseLines(release: ReleaseDecision | undefined): string[] {
  if (release === undefined) return [];
  const command = release.command.map(quoted).join(', ');
  return ['  release: {', `    // ${release.comment}`, `    command: [${command}],`, '  },'];
}

/** A branch may hold a quote; all else has been checked. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The path of the site file. */
export function siteOf(name: string): string {
  return `sites/${name}.ts`;
}
