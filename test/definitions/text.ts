import fc from 'fast-check';

/** Characters that patterns forget, that YAML reads in its own way, or that only look like others. */
const ODD = [...' .-_/:@,*?+=~$"\'\\#%&([{<>|^`!;AZ09', '\t', '\n', '\r', '\u0000', '\u00a0', '\u2028', '\ufeff'];
const FOREIGN = ['é', 'ß', '٣', '日', '😀'];

/** Texts that YAML, a shell or Kubernetes would take for something else. */
const MISLEADING = [
  ...[
    '',
    ' ',
    '~',
    'null',
    'true',
    'yes',
    'No',
    'on',
    'NaN',
    '.inf',
    '1e3',
    '0x1F',
    '0o17',
    '017',
    '1_000',
    '12:30:45',
  ],
  ...[
    '2001-01-01',
    '=',
    '<<',
    '---',
    '...',
    '- a',
    'a: b',
    'a #b',
    '|',
    '>-',
    '@a',
    '`a`',
    '%a',
    '&a',
    '*a',
    '!a',
    '{a}',
  ],
  ...['$(HOME)', '$HOME', '{{ a }}', 'a\nb', 'a\n', '\na', ' a ', 'a\r\nb', 'a\tb', "it's", '"a"', '\\', 'é'],
  // Of these YAML takes none as it is, or reads a line's end in it.
  ...['\u0085', 'a\u007f', 'a\u0080b', '\u009f', 'a\u2028b', '0\u2029', '\ufeffa', 'a\ufffe', '\uffff'],
  'x'.repeat(2000),
];

/** Any Unicode text, with a taste for the misleading. */
export const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...MISLEADING) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** A text of at least one character. */
export const someText = text.filter((value) => value !== '');

/**
 * Texts made to a format, and what a slip of the hand makes of them as far as it is accepted: if a format is wider than it
 * should be, this is how it shows.
 */
export function nearby(strings: fc.Arbitrary<string>, accepts: (value: string) => boolean): fc.Arbitrary<string> {
  return fc
    .oneof({ weight: 4, arbitrary: strings }, { weight: 1, arbitrary: strings.chain(slipped) })
    .filter((value) => accepts(value));
}

function slipped(value: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.nat({ max: value.length }),
      fc.constantFrom(0, 1),
      fc.constantFrom('', '', value, ...ODD, ...FOREIGN, '..', '--', '00'),
    )
    .map(([at, removed, added]) => value.slice(0, at) + added + value.slice(at + removed));
}

/** Strings of an alphabet, often as long as they may be. */
export function ofLength(unit: fc.Arbitrary<string>, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit, minLength, maxLength: Math.min(maxLength, minLength + 10) }) },
    { weight: 1, arbitrary: fc.string({ unit, minLength, maxLength }) },
    { weight: 1, arbitrary: fc.string({ unit, minLength: maxLength, maxLength }) },
  );
}
