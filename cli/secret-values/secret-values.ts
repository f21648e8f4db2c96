import { type Form, formsOf } from './encoded';
import { type View, viewsOf } from './views';

/** A part of a text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** From this length on a value is found wherever it stands, also within a word. */
export const ANYWHERE = 8;
/** From this length on a value is found as a word of its own. A shorter one is in too many lines that do not mean it. */
const AS_WORD = 4;

/** A code is found by any piece of this length, since a log breaks long lines as it likes. */
const PIECE = 16;

/** Values that nobody may read, and where they stand in a text, in whatever form. */
export class SecretValues {
  private readonly forms = new Map<string, Form>();
  private readonly words = new Set<string>();
  private readonly pieces = new Set<string>();

  constructor(values: readonly string[] = []) {
    this.add(values);
  }

  /** Adds values; each line of a value is one, too, but for the first and last of a key, which are the same in all. */
  add(values: readonly string[]): void {
    for (const value of values) {
      const lines = value.split(/\r?\n/).filter((line) => !/^-----(BEGIN|END) /.test(line));
      for (const one of new Set([value.trim(), value, ...lines.map((line) => line.trim())])) this.addOne(one);
    }
  }

  /** Where values stand in a text. */
  find(text: string): Range[] {
    if (this.forms.size + this.words.size === 0) return [];
    return joined(
      viewsOf(text).flatMap((view) => [
        ...[...this.forms.values()].flatMap((form) => this.findForm(view, form, text)),
        ...[...this.words].flatMap((word) => findWord(view, word)),
        ...this.findPieces(view, text),
      ]),
    );
  }

  /** Whether a whole value stands in a text; a piece that it may have in common with something else does not count. */
  isIn(text: string): boolean {
    return viewsOf(text).some(
      (view) =>
        [...this.forms.keys()].some((form) => view.text.includes(form)) ||
        [...this.words].some((word) => findWord(view, word).length > 0),
    );
  }

  private addOne(value: string): void {
    if (value.trim().length < AS_WORD) return;
    for (const form of formsOf(value)) {
      if (form.text.length >= ANYWHERE) this.forms.set(form.text, form);
      else if (!form.isCode) this.words.add(form.text);
      if (!form.isCode || form.text.length < 2 * PIECE) continue;
      for (let at = 0; at + PIECE <= form.text.length; at++) this.pieces.add(form.text.slice(at, at + PIECE));
    }
  }

  private findForm(view: View, { text: form, isCode }: Form, text: string): Range[] {
    const ranges: Range[] = [];
    for (let at = view.text.indexOf(form); at >= 0; at = view.text.indexOf(form, at + 1)) {
      const range = rangeOf(view, at, form.length);
      ranges.push(isCode ? wholeCode(text, range) : range);
    }
    return ranges;
  }

  private findPieces(view: View, text: string): Range[] {
    const ranges: Range[] = [];
    if (this.pieces.size === 0) return ranges;
    for (let at = 0; at + PIECE <= view.text.length; at++) {
      if (this.pieces.has(view.text.slice(at, at + PIECE))) ranges.push(wholeCode(text, rangeOf(view, at, PIECE)));
    }
    return ranges;
  }
}

function findWord(view: View, word: string): Range[] {
  const ranges: Range[] = [];
  for (let at = view.text.indexOf(word); at >= 0; at = view.text.indexOf(word, at + 1)) {
    const around = [view.text[at - 1], view.text[at + word.length]];
    if (!around.some((neighbour) => /[\w\x80-\xff-]/.test(neighbour ?? ' ')))
      ranges.push(rangeOf(view, at, word.length));
  }
  return ranges;
}

function rangeOf({ starts, ends }: View, at: number, length: number): Range {
  return { start: starts[at] ?? 0, end: ends[at + length - 1] ?? 0 };
}

/** The first and last letter of a code hold bits of what stands beside the value, and bits of the value. */
function wholeCode(text: string, { start, end }: Range): Range {
  const before = /[\w+/-]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[\w+/-]*=*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: start - before, end: end + after };
}

/** Ranges in order, with those joined that overlap or touch. */
function joined(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || last.end < range.start) all.push(range);
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return all;
}
