import * as v from 'valibot';
import { says } from '../formats/shape';

/** The annotation by which a StatefulSet says from which version of its image an upgrade is meant. */
export const UPGRADE_FROM = 'cdk8s-drupal/upgrade-from';

/** What the property upgradeFrom takes. */
export const upgradeFrom = v.optional(
  v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z0-9][\w.:/@-]{0,254}$/,
      says(
        'is not an image or a version',
        "the version that runs, such as '10.11', or its whole image",
        'write it as it runs now',
      ),
    ),
  ),
);
