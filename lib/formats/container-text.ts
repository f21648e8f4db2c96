import * as v from 'valibot';
import { says } from './shape';

/** The most that Linux takes as one argument or variable (MAX_ARG_STRLEN), less room for the variable's name. */
const LONGEST = 128 * 1024 - 256;

/** A text that a container can have as an argument or as a variable's value. */
export const containerText = v.pipe(
  v.string(),
  v.check(
    (text) => !text.includes('\0'),
    says('has a NUL character, at which every program stops reading', 'any text without it', 'take it out'),
  ),
  v.check(
    (text) => !/\p{Surrogate}/u.test(text),
    says('has half of a character (a lone surrogate)', 'Unicode text', 'write the whole character, or take it out'),
  ),
  v.check(
    (text) => Buffer.byteLength(text) <= LONGEST,
    says(
      'is longer than a program may be given as one text',
      `${LONGEST} bytes at most`,
      'put it into a file of the image and pass its path',
    ),
  ),
);
