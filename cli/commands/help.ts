import type { Command } from 'commander';

interface Help {
  readonly steps: readonly string[];
  readonly examples: readonly string[];
  /** What is often wrong where a command is not typed right. */
  readonly slip?: string;
}

/** Where words are those of another program. */
const WORDS = "what begins with - and is not this command's own comes after --";

/** What `--help` says of a command below its options: what it does, step by step, and how it is typed. */
const HELP: Readonly<Record<string, Help>> = {
  init: {
    steps: [
      'Looks at what is in the folder: Composer files, Drupal, package.json, git.',
      'Writes the site file, Dockerfile, settings, pipeline and test; existing files are merged or left alone.',
      'Prints what it wrote and the steps that are left to you.',
    ],
    examples: ['cdk8s-drupal init', 'cdk8s-drupal init shop --host www.example.com --host example.com'],
  },
  deploy: {
    steps: [
      'Checks everything that can be known beforehand, and stops without a change if anything is wrong.',
      'Applies the namespace, secrets, state and services, and waits until they are ready.',
      'Runs the release Job and replaces the web, in the order that the site file says.',
      'Returns to the previous web if the new one does not become ready.',
      'Deletes what has left the manifests, and requests the site once.',
    ],
    examples: ['cdk8s-drupal deploy dist/shop/live', 'cdk8s-drupal deploy dist/shop/live --dry-run'],
  },
  diff: {
    steps: [
      'Asks the API server what each object would become; nothing is changed.',
      'Prints what would be created, changed and deleted, and what others have changed in the cluster.',
    ],
    examples: ['cdk8s-drupal diff dist/shop/live', 'cdk8s-drupal diff dist/shop/live --markdown > comment.md'],
  },
  status: {
    steps: [
      'Reads what is in the namespace; nothing is changed.',
      'Prints which image serves, since when and by whom, and what is unhealthy, with the reason.',
    ],
    examples: ['cdk8s-drupal status dist/shop/live', 'cdk8s-drupal status dist/shop/live --json'],
  },
  rollback: {
    steps: [
      'Finds the last release that served before the present one.',
      'Applies its services and its web, and waits until the web is ready.',
      'Leaves the database as it is; with --database, says what would be lost, and brings back the dump from before the release.',
    ],
    examples: ['cdk8s-drupal rollback dist/shop/live', 'cdk8s-drupal rollback dist/shop/live --database'],
  },
  backup: {
    steps: ['Starts a Job like that of the schedule, and waits for its end.', 'Prints what it has stored.'],
    examples: ['cdk8s-drupal backup dist/shop/live', 'cdk8s-drupal backup dist/shop/live --timeout 2h'],
  },
  backups: {
    steps: [
      'Has a pod ask the storage; nothing is changed.',
      'Prints name, age, release and sizes of each backup, and when it was rehearsed.',
    ],
    examples: ['cdk8s-drupal backups dist/shop/live', 'cdk8s-drupal backups dist/shop/live --json'],
  },
  restore: {
    steps: [
      'Finds the backup, and says what would be replaced, unless the name of the environment is typed out.',
      'Backs up what is there now, and stops the web and all that is scheduled.',
      'Empties the database and loads the dump; makes the files what they were.',
      'Rebuilds the caches, or runs `drush deploy` if the backup is of another release; starts all that was stopped.',
      'Killed at any moment, it is run again: the site stays closed until one has ended.',
    ],
    examples: [
      'cdk8s-drupal restore dist/shop/live',
      'cdk8s-drupal restore dist/shop/live --environment live --backup 2026-11-28T12:00 --only database',
    ],
  },
  seed: {
    steps: [
      'Says what would be replaced, unless the name of the environment is typed out.',
      'Stops the web and all that is scheduled.',
      'Empties the database and loads the newest sanitised copy of the environment that `seed` in the site file names.',
      'Runs `drush deploy`, and starts all that was stopped. Files stay as they are.',
      'Killed at any moment, it is run again: the site stays closed until one has ended.',
    ],
    examples: ['cdk8s-drupal seed dist/shop/stage', 'cdk8s-drupal seed dist/shop/stage --environment stage'],
  },
  destroy: {
    steps: [
      'Prints which cluster and namespace it goes to.',
      'Deletes the web, release and services; volumes and secrets stay.',
      'With --volumes, deletes volumes, secrets and the namespace, too.',
    ],
    examples: [
      'cdk8s-drupal destroy dist/shop/review-42',
      'cdk8s-drupal destroy dist/shop/stage --environment stage --volumes',
    ],
  },
  drush: {
    steps: [
      'Starts a pod with the image, secrets and volumes that the web in the cluster has; visitors never reach it.',
      "Runs drush in it, with this terminal or this command's input and output, and passes signals on.",
      'Deletes the pod, and ends with the exit status of drush; 125 says that drush was not run to its end.',
    ],
    examples: [
      'cdk8s-drupal drush dist/shop/live status',
      'cdk8s-drupal drush dist/shop/live -- sql:dump --gzip > dump.sql.gz',
    ],
    slip: WORDS,
  },
  shell: {
    steps: [
      'Starts a pod with the image, secrets and volumes that the web in the cluster has; visitors never reach it.',
      'Opens bash in it, or sh where the image has no bash.',
      'Deletes the pod when the shell ends, or this connection.',
    ],
    examples: ['cdk8s-drupal shell dist/shop/live', 'cdk8s-drupal shell dist/shop/live < commands.sh'],
  },
  run: {
    steps: [
      'Starts a pod with the image, secrets and volumes that the web in the cluster has; visitors never reach it.',
      'Runs the program in it as drush does; with --detach it goes on without this connection.',
      'Deletes the pod, and ends with the exit status of the program; 125 says that it was not run to its end.',
    ],
    examples: [
      'cdk8s-drupal run dist/shop/live -- php -r "echo PHP_VERSION;"',
      'cdk8s-drupal run dist/shop/live --detach -- drush migrate:import --all',
    ],
    slip: WORDS,
  },
  login: {
    steps: [
      'Runs drush user:login in a pod of its own.',
      "Prints the link, which has the site's own address, and nothing else.",
    ],
    examples: ['cdk8s-drupal login dist/shop/live', 'cdk8s-drupal login dist/shop/live admin/reports --name editor'],
  },
  logs: {
    steps: [
      "Finds the environment's pods: web, release, cron, commands, databases and services.",
      'Prints their lines by time, each after the name of its pod; secrets are masked.',
      'With --follow, goes on until it is ended, with pods that come and go.',
    ],
    examples: ['cdk8s-drupal logs dist/shop/live --since 10m', 'cdk8s-drupal logs dist/shop/live web cron --follow'],
  },
  scan: {
    steps: [
      'Reads all files of the folders.',
      'Prints the files that hold a secret, and exits with 1 if there is one.',
    ],
    examples: ['cdk8s-drupal scan dist', 'cdk8s-drupal scan dist --public ANALYTICS_KEY'],
  },
};

/** The same command with these lines in its help, which an error leads to. */
export function withHelp(command: Command): Command {
  const help = HELP[command.name()];
  const slip = help?.slip === undefined ? '' : `  ${help.slip}\n`;
  const leadToHelp = (one: Command, name: string) =>
    one.showHelpAfterError(`${slip}  see: npx cdk8s-drupal ${name} --help`);
  leadToHelp(command, command.name());
  for (const one of command.commands) leadToHelp(one, `${command.name()} ${one.name()}`);
  if (help === undefined) return command;
  const steps = help.steps.map((step, index) => `  ${index + 1}. ${step}`);
  const examples = help.examples.map((example) => `  $ npx ${example}`);
  return command.addHelpText('after', ['', 'Steps:', ...steps, '', 'Examples:', ...examples].join('\n'));
}
