/** A text as PHP source has it: between single quotes, or between double ones where it holds a single one. */
export function phpText(text: string): string {
  return text.includes("'") ? `"${text.replace(/[\\"$]/g, '\\$&')}"` : `'${text.replaceAll('\\', '\\\\')}'`;
}
