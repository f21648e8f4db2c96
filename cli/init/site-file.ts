import type { Answers } from './answers';

/** The site's file in sites/: what was answered, and nothing that has a default. */
export function siteFile({ name, image, hosts, profile, branch, placeholders }: Answers): string {
  const note = (what: 'image' | 'host', todo: string) => (placeholders.includes(what) ? ` // ${todo}` : '');
  return [
    "import { defineSite } from 'cdk8s-drupal';",
    '',
    'export default defineSite({',
    `  name: ${quoted(name)},`,
    `  image: ${quoted(image)},${note('image', "write your project's: registry.gitlab.com/GROUP/PROJECT")}`,
    ...(profile === 'official' ? [] : [`  profile: ${quoted(profile)},`]),
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
