import { bytesOf } from './views';

/** A value as it stands in a text once escapes are undone. */
export interface Form {
  /** Its bytes, one character each. */
  readonly text: string;
  /** Whether it is a run of letters and digits that says nothing to a reader, so that a piece of it is as telling as the whole. */
  readonly isCode: boolean;
}

/** The forms of a value: as it is, in hexadecimal, and in base64 wherever in what was encoded it began, once or twice. */
export function formsOf(value: string): Form[] {
  const escaped = [value, JSON.stringify(value).slice(1, -1), encoded(value)];
  const texts = [...new Set(escaped)].map(bytesOf);
  const codes = texts.flatMap((text) => {
    const hex = Buffer.from(text, 'latin1').toString('hex');
    const once = base64(text);
    return [hex, hex.toUpperCase(), ...once, ...once.flatMap(base64)];
  });
  const urls = codes.map((code) => code.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    { text: bytesOf(value), isCode: false },
    ...[...new Set([...codes, ...urls])].map((text) => ({ text, isCode: true })),
  ];
}

/** Half a surrogate pair has no bytes, and makes encodeURIComponent throw: it is taken as it would be printed. */
function encoded(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}

/** What of some bytes is alike in base64 whatever stands before and behind them: three ways, by where they begin. */
function base64(bytes: string): string[] {
  return [0, 1, 2].map((before) => {
    const code = Buffer.from('\0'.repeat(before) + bytes, 'latin1').toString('base64');
    return code.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
}
