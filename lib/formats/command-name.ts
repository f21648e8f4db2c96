import * as v from 'valibot';
import { cronJobName } from './formats';
import { says } from './shape';

/** Names that other pods have, whose Service, budget or Job would take these for theirs. */
export const TAKEN_NAMES = ['cron', 'release', 'web'];

/** The name of a command, which tells its pods from all others. */
export const commandName = v.pipe(
  cronJobName,
  v.check(
    (name) => !TAKEN_NAMES.includes(name),
    ({ input: name }) =>
      says(
        name === 'cron' ? "is the name of Drupal's own cron" : `is the name of the site's own ${name}`,
        `any name but ${TAKEN_NAMES.join(', ')}`,
        name === 'cron' ? 'rename the command, or set cron.schedule' : 'rename the command',
      ),
  ),
);
