import { Command, Option } from 'commander';
import { Refusal } from '../context/refusal';
import { type Dist, readDist } from '../dist';
import { printCommand } from './print-command';

/** What manifests say of themselves, by the names under which it is asked for. */
const FIELDS = {
  site: ({ site }) => site,
  environment: ({ plan }) => plan.environment,
  namespace: ({ namespace }) => namespace,
  url: ({ plan }) => plan.url,
  branch: ({ plan }) => plan.branch,
  review: ({ plan }) => plan.isReview,
} satisfies Readonly<Record<string, (dist: Dist) => string | boolean | undefined>>;

/** `cdk8s-drupal inspect`: what a folder of manifests is for, without a cluster. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('print the site, environment and address of a folder of manifests as JSON; needs no cluster')
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .addOption(new Option('--field <name>', 'print only this field, as plain text').choices(Object.keys(FIELDS)))
    .action((folder: string, { field }: { readonly field?: keyof typeof FIELDS }) =>
      printCommand(() => {
        const dist = readDist(folder);
        if (field !== undefined) return lineOf(field, FIELDS[field](dist));
        const all = Object.entries(FIELDS).map(([name, read]) => [name, read(dist)]);
        return JSON.stringify(Object.fromEntries(all), undefined, 2);
      }),
    );
}

/** A script takes it for one line, so it is one. */
function lineOf(field: string, value: string | boolean | undefined): string {
  const text = String(value ?? '');
  if (!/\p{Cc}/u.test(text)) return text;
  throw new Refusal(`the ${field} has control characters: ${JSON.stringify(text)}`, ['run synth again']);
}
