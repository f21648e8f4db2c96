/** What kubectl prints besides: the server's warnings, and its own log of API groups whose server is away. */
const BESIDES = /^Warning:|^[EWI]\d{4} /;

/** Whether all that kubectl complains of is of a kind that was to be expected. A failure without a word is not. */
export function saysOnly(expected: RegExp, stderr: string): boolean {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => expected.test(line) || BESIDES.test(line));
}
