/** Names that an option or its variable lists, one by one or with commas between them. */
export function names(text: string, known: readonly string[] = []): string[] {
  return [...known, ...text.split(',').map((name) => name.trim())].filter(Boolean);
}
