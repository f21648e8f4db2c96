const MARK = '\uFEFF';

/** A text as all else here has it, and a way back to what its file has. */
export interface PlainText {
  /** Without a byte order mark, and with lines that end in a newline alone. */
  readonly text: string;
  /** Gives a text the file's mark and line ends. */
  readonly restore: (text: string) => string;
}

/** Sets a byte order mark and Windows' line ends aside. A file that mixes both kinds of ends is left as it is. */
export function plainText(content: string): PlainText {
  const mark = content.startsWith(MARK) ? MARK : '';
  const rest = content.slice(mark.length);
  const isWindows = /\r\n/.test(rest) && !/(^|[^\r])\n/.test(rest);
  if (!isWindows) return { text: rest, restore: (text) => mark + text };
  return { text: rest.replaceAll('\r\n', '\n'), restore: (text) => mark + text.replaceAll('\n', '\r\n') };
}
