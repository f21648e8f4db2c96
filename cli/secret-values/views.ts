/**
 * A text as it reads once an escape is undone, in bytes: each character of `text` is one. What stands where in the original is
 * in `starts` and `ends`.
 */
export interface View {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

type Undo = (view: View) => View;

/** The bytes of a text in UTF-8, one character each. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

const UNDO: readonly Undo[] = [
  // JSON's, a shell's and PHP's: a value in a message is often quoted once more.
  undo(/(?:\\u[0-9a-f]{4})+|\\x[0-9a-f]{2}|\\[0-7]{3}|\\[^\r\nux0-7]/gi, backslash),
  undo(/%[0-9a-f]{2}/gi, (written) => byte(written.slice(1), 16)),
  undo(/%[0-9a-f]{2}|\+/gi, (written) => (written === '+' ? ' ' : byte(written.slice(1), 16))), // a form's
  undo(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);/gi, entity),
  // Wrapped lines, with or without the blank at which they were broken.
  undo(/[ \t]*\\?\r?\n[ \t]*/g, () => ''),
  undo(/[ \t]*\\?\r?\n[ \t]*/g, () => ' '),
];

const MOST = 64;

/** All ways to read a text: as it is, and with up to three escapes undone, one in another. */
export function viewsOf(original: string): View[] {
  const views = [plain(original)];
  const seen = new Set(views.map(({ text }) => text));
  let latest = views.slice();
  for (let depth = 0; depth < 3; depth++) {
    const next: View[] = [];
    for (const view of latest) {
      for (const undoOne of UNDO) {
        const read = undoOne(view);
        if (seen.has(read.text) || views.length >= MOST) continue;
        seen.add(read.text);
        views.push(read);
        next.push(read);
      }
    }
    latest = next;
  }
  return views;
}

function plain(text: string): View {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    for (let rest = Buffer.byteLength(character); rest > 0; rest--) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { text: bytesOf(text), starts, ends };
}

function undo(escapes: RegExp, meaning: (written: string) => string): Undo {
  return (view) => {
    if (view.text.search(escapes) < 0) return view;
    let text = '';
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    const keepUntil = (end: number) => {
      text += view.text.slice(at, end);
      for (let index = at; index < end; index++) {
        starts.push(view.starts[index] ?? 0);
        ends.push(view.ends[index] ?? 0);
      }
    };
    for (const { 0: written, index } of view.text.matchAll(escapes)) {
      keepUntil(index);
      const read = meaning(written);
      for (let rest = read.length; rest > 0; rest--) {
        starts.push(view.starts[index] ?? 0);
        ends.push(view.ends[index + written.length - 1] ?? 0);
      }
      text += read;
      at = index + written.length;
    }
    keepUntil(view.text.length);
    return { text, starts, ends };
  };
}

const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', 0: '\0' };

function backslash(written: string): string {
  const [, kind = ''] = written;
  if (kind === 'u' || kind === 'U')
    return bytesOf(
      written.replace(/\\u([0-9a-f]{4})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))),
    );
  if (kind === 'x' || kind === 'X') return byte(written.slice(2), 16);
  if (/^\\[0-7]{3}$/.test(written)) return byte(written.slice(1), 8);
  return LETTERS[kind] ?? kind;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(written: string): string {
  const name = written.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return NAMED[name] ?? written;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? bytesOf(String.fromCodePoint(code)) : written;
}

function byte(digits: string, base: number): string {
  return String.fromCharCode(Number.parseInt(digits, base) & 0xff);
}
