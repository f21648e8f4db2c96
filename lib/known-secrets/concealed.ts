/** A part of a text. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** A text, from some place on, without these parts of it, which stand in their order and may overlap. */
export function concealed(text: string, parts: readonly Part[], from = 0): string {
  let shown = '';
  let at = from;
  for (const { start, end } of parts) {
    if (end <= at) continue;
    const isNext = start >= at || shown === '';
    if (isNext) shown += `${text.slice(at, Math.max(at, start))}[concealed]`;
    at = end;
  }
  return shown + text.slice(at);
}
