import * as v from 'valibot';
import { commandEntries } from './command';
import { TAKEN_NAMES } from './command-name';
import { dnsLabel, wholeNumber } from './formats';
import { says } from './shape';

/** The name of a worker, which is that of its Deployment. */
export const workerName = v.pipe(
  dnsLabel,
  v.check(
    (name) => !TAKEN_NAMES.includes(name),
    ({ input: name }) =>
      says(`is the name of the site's own ${name}`, `any name but ${TAKEN_NAMES.join(', ')}`, 'rename the worker'),
  ),
);

/** What a worker says of its command. */
export const workerEntries = {
  replicas: v.optional(wholeNumber(1, 100, 'pods')),
  pause: v.optional(wholeNumber(0, 3600, 'seconds')),
  timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
  grace: v.optional(wholeNumber(1, 3600, 'seconds')),
  ...commandEntries,
};
