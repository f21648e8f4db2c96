import fc from 'fast-check';
import { parseImage } from '../../lib/formats/image';
import { label } from './names';
import { nearby, ofLength } from './text';

/** Image references, in parts and whole. */

const TAG_FIRST = fc.constantFrom(...'abcXYZ019_');
const TAG = fc.constantFrom(...'abcxyzABCXYZ0189._-');
const HEXADECIMAL = fc.constantFrom(...'0123456789abcdef');

const name = fc
  .array(ofLength(fc.constantFrom(...'abcxyz019'), 1, 20), { minLength: 1, maxLength: 3 })
  .chain((words) => fc.constantFrom('.', '_', '__', '-', '--').map((separator) => words.join(separator)));

const registry = fc.oneof(
  fc.constantFrom(
    '',
    'registry.gitlab.com/',
    'registry.digitalocean.com/',
    'localhost:5000/',
    'localhost/',
    'GHCR.io/',
  ),
  fc.tuple(label(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}.example:${port}/`),
);

export const repository = nearby(
  fc.tuple(registry, fc.array(name, { minLength: 1, maxLength: 4 })).map(([host, names]) => host + names.join('/')),
  (text) => {
    const image = parseImage(text);
    return image?.repository === text && image.tag === undefined;
  },
);

export const tag = nearby(
  fc.oneof(
    fc.tuple(TAG_FIRST, ofLength(TAG, 0, 127)).map((parts) => parts.join('')),
    fc.constantFrom('1.0.0', '1', '_', '__', `_${'-'.repeat(127)}`, '0123abcd', '1e3', 'v1.0.0-rc.1'),
  ),
  (text) => text !== 'latest' && parseImage(`a:${text}`)?.tag === text,
);

export const digest = fc
  .string({ unit: HEXADECIMAL, minLength: 64, maxLength: 64 })
  .map((hexadecimal) => `sha256:${hexadecimal}`);

/** What stands behind the repository of an image that says what runs: a tag, a digest or both. */
export const pin = fc.oneof(
  tag.map((value) => `:${value}`),
  digest.map((value) => `@${value}`),
  fc.tuple(tag, digest).map(([t, d]) => `:${t}@${d}`),
);

export const pinnedImage = fc.tuple(repository, pin).map((parts) => parts.join(''));
