import { basename } from 'node:path';
import { asDnsLabel } from '../../lib/formats/dns';
import { asText } from './look/folder';
import type { Repository } from './look/repository';

/** What the user may say on the command line. */
export interface Options {
  readonly name?: string;
  readonly image?: string;
  readonly host?: readonly string[];
  readonly profile?: string;
  /** What package.json says of this package. */
  readonly package?: string;
  /** Where the pipeline's component is. */
  readonly component?: string;
  /** The folder of the deployment's own files; `.` for the repository's root. */
  readonly directory?: string;
  /** Whether everything is said and nothing written. */
  readonly dryRun?: boolean;
}

/** What the site file is made of. */
export interface Answers {
  readonly name: string;
  readonly image: string;
  readonly hosts: readonly string[];
  readonly profile: string;
  /** The branch that deploys the environment `live`. */
  readonly branch: string;
  /** What was guessed, and from what. */
  readonly assumed: readonly string[];
  /** Which of the answers only hold the place of what the user has to write. */
  readonly placeholders: readonly ('image' | 'host')[];
}

/** Names that a template gave, and that say nothing of the site. */
const GENERIC = /^(drupal|drupal-project|recommended-project|legacy-project|project|site|app|web|html|root)$/;

/** What the pipeline's components take as a branch. */
const BRANCH = /^[A-Za-z0-9._/-]+$/;

/** Fills in what the user did not say. */
export function answer(options: Options, repository: Repository): Answers {
  const { git, folder } = repository;
  const assumed: string[] = [];
  const placeholders: Answers['placeholders'][number][] = [];
  const guess = (what: string, value: string, from: string) => {
    assumed.push(`${what} ${value}, ${from}`);
    return value;
  };
  const hold = (what: 'image' | 'host', value: string) => {
    placeholders.push(what);
    return guess(what, value, 'a placeholder');
  };
  const nameGuess = guessName(repository);
  const name =
    options.name ??
    guess('name', nameGuess?.name ?? asDnsLabel(basename(folder)), nameGuess?.from ?? 'from the folder');
  const image =
    options.image ??
    (git.gitlabProject === undefined
      ? hold('image', `registry.gitlab.com/your-group/${asDnsLabel(name) || 'site'}`)
      : guess('image', `registry.gitlab.com/${git.gitlabProject.toLowerCase()}`, "from git's origin"));
  const hosts = options.host ?? [hold('host', `${asDnsLabel(name) || 'www'}.example.com`)];
  const branch = BRANCH.test(git.branch ?? '') ? guess('branch', git.branch ?? '', 'from git') : 'main';
  return { name, image, hosts, profile: options.profile ?? 'official', branch, assumed, placeholders };
}

function guessName({
  node,
  composer,
  git,
  otherSites,
  folder,
}: Repository): { name: string; from: string } | undefined {
  const candidates = [
    { name: node.packageName, from: 'from package.json' },
    { name: asText(composer?.json.name), from: 'from composer.json' },
    { name: git.gitlabProject, from: "from git's origin" },
  ];
  for (const { name, from } of candidates) {
    const label = asDnsLabel(name?.split('/').at(-1) ?? '');
    if (label === '' || GENERIC.test(label)) continue;
    if (!otherSites.includes(label)) return { name: label, from };
    return { name: asDnsLabel(basename(folder)), from: `from the folder, since another site here is called ${label}` };
  }
  return undefined;
}
