import * as v from 'valibot';
import { cronJobName } from './formats';
import { says } from './shape';

/** Names that other pods have, whose Service, budget or Job would take these for theirs. */
const TAKEN = ['cron', 'release', 'web'];

/** The name of a command, which tells its pods from all others. */
export const commandName = v.pipe(
  cronJobName,
  v.check(
    (name) => !TAKEN.includes(name),
    ({ input: name }) =>
      says(
        name === 'cron' ? "is the name of Drupal's own cron" : `is the name of the site's own ${name}`,
        `any name but ${TAKEN.join(', ')}`,
        name === 'cron' ? 'rename the command, or set cron.schedule' : 'rename the command',
      ),
  ),
);
