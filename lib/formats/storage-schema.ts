import { text } from './formats';
import { says } from './shape';

/** A bucket's name. */
export const bucket = text(
  (written) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(written),
  says(
    'is not the name of a bucket',
    '3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends',
    'write the name alone',
  ),
);

/** A folder in a bucket. */
export const folder = text(
  (written) => /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/.test(written),
  says('is not a folder', 'names of letters, digits, dots, _ and -, with slashes between', 'begin it with a name'),
);

/** Where a storage that speaks S3 answers. */
export const endpoint = text(
  (written) => /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/i.test(written),
  says(
    'is not the address of a storage',
    'a URL without a path, such as https://s3.example.com',
    'write it without the bucket, which has a property of its own',
  ),
);

/** A region of DigitalOcean Spaces. */
export const regionOfSpaces = text(
  (written) => /^[a-z]{3}[0-9]$/.test(written),
  says('is not a region of Spaces', 'three letters and a digit, such as fra1', 'write it as DigitalOcean does'),
);

/** Spaces as any storage that speaks S3: they are found by their region. */
export function s3Of<T extends { readonly region: string }>(
  spaces: T,
): Omit<T, 'region'> & { readonly endpoint: string } {
  const { region, ...others } = { ...spaces };
  return { ...others, endpoint: `https://${region}.digitaloceanspaces.com` };
}
