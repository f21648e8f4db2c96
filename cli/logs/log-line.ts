/** A line of a container's log. */
export interface LogLine {
  /** When it was written: RFC 3339 in UTC with nanoseconds, so that texts compare as times do. */
  readonly at: string;
  readonly text: string;
}

/** A line as `kubectl logs --timestamps` prints it. */
export function logLine(line: string): LogLine {
  const [, at = '', text = line] = /^(\d{4}-\S+Z) ?(.*)$/s.exec(line) ?? [];
  return { at: comparable(at), text };
}

/** Nanoseconds are written without the zeros at their end. */
function comparable(at: string): string {
  const [, seconds = at, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(at) ?? [];
  return at === '' ? '' : `${seconds}.${fraction.padEnd(9, '0')}Z`;
}
