import * as v from 'valibot';
import { ALARM_NAMES } from '../contract/alarms';
import { dnsLabel, imageReference, list, oneOf, text, wholeNumber } from './formats';
import { imageProblems } from './image';
import { labelValue, ownLabel } from './label';
import { object, option, record, says } from './shape';

const percent = (least: number, most: number) => wholeNumber(least, most, 'percent');

/** An address to which a section can be added. */
const page = text(
  (written) => /^https:\/\/[^\s#?"'<>\\]+$/.test(written),
  says(
    'is not the address of a page',
    'an address such as https://wiki.example.com/drupal/metrics.md, without # and ?',
    'write the whole address; each alarm adds its own section',
  ),
);

const alarms = v.lazy((input) =>
  typeof input === 'object'
    ? object({
        certificateDays: v.optional(wholeNumber(1, 60, 'days')),
        certManagerNamespace: v.optional(dnsLabel),
        volumePercent: v.optional(percent(50, 94)),
        errorPercent: v.optional(percent(1, 100)),
        without: v.optional(list(oneOf(ALARM_NAMES, 'is not an alarm'), 'names of alarms')),
        runbooks: v.optional(page),
      })
    : v.literal(
        false,
        says('does not say what is an alarm', 'an object, perhaps an empty one; or false', 'write {}, or false'),
      ),
);

const image = v.pipe(
  imageReference,
  v.check(
    (written) => imageProblems(written).length === 0,
    says(
      'does not say which version runs',
      'repository:tag, repository@sha256:digest or both',
      'add a tag other than latest',
    ),
  ),
);

const entries = {
  namespace: v.optional(dnsLabel),
  labels: v.optional(record(ownLabel, labelValue, 'texts by name')),
  alarms: v.optional(alarms),
  images: v.optional(object({ apache: v.optional(image), redis: v.optional(image), memcached: v.optional(image) })),
};

const made = v.variant(
  'form',
  [
    option({ form: v.literal('operator'), ...entries, interval: v.optional(wholeNumber(10, 3600, 'seconds')) }),
    option({ form: v.literal('annotations'), ...entries }),
  ],
  says(
    'does not say who reads the figures',
    'Metrics.operator(...), Metrics.annotations(...), or false',
    'call one of them, such as Metrics.operator()',
  ),
);

/** Who reads the figures of a site, or false. */
export const metrics = v.lazy((input) => (input === false ? v.literal(false) : made));
