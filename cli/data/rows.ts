/** Counts of rows as scripts write them: `users:3;node:12`. */
export function countsIn(text: string): Map<string, number> {
  const pairs = text.split(';').map((pair) => pair.split(':'));
  return new Map(
    pairs.flatMap(([table = '', count = '']) => (/^\d+$/.test(count) ? [[table, Number(count)] as const] : [])),
  );
}

/** What has come since, and what has gone: one line a table. Rows that were only changed are in no count. */
export function since(before: string, now: string): string[] {
  const [old, present] = [countsIn(before), countsIn(now)];
  return [...new Set([...old.keys(), ...present.keys()])].flatMap((table) => {
    const more = (present.get(table) ?? 0) - (old.get(table) ?? 0);
    if (more === 0) return [];
    return [`${table}: ${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than before the release`];
  });
}
