import * as v from 'valibot';
import { command } from './formats';
import { says } from './shape';

/** The words of a drush command. */
const drush = v.pipe(
  command,
  v.check(
    ([first]) => first !== 'drush',
    says(
      'begins with drush, which is put before it',
      "the command's words, such as ['queue:run', 'mail']",
      'take the first word out',
    ),
  ),
);

/** A scheduled command is the words of a drush command, or any program. */
export const commandEntries = { drush: v.optional(drush), command: v.optional(command) };

const ALLOWED = 'one of drush and command';

/** Exactly one of the two is given. */
export const oneCommand = v.rawCheck<{ drush?: unknown; command?: unknown }>(({ dataset, addIssue }) => {
  if (typeof dataset.value !== 'object' || dataset.value === null) return; // which is told already
  const input: { drush?: unknown; command?: unknown } = dataset.value;
  const given = [input.drush, input.command].filter((words) => words !== undefined).length;
  if (given === 0) addIssue({ message: says('names no command', ALLOWED, "add one, such as drush: ['cron']") });
  if (given === 2) addIssue({ message: says('names two commands', ALLOWED, 'take one of them out') });
});
