import { pathTo } from '../formats/shape';
import { nearest } from '../nearest';
import type { Problem } from '../problem';

/** What is known of the settings of a program. */
export interface SettingsRules {
  /** The program, and the file in which its settings usually stand. */
  readonly program: string;
  readonly file: string;
  /** What a name looks like. */
  readonly name: RegExp;
  /** The one spelling of a name by which it is compared. */
  readonly optionOf: (name: string) => string;
  /** How a name is spelt where one is proposed. */
  readonly spelt: (option: string) => string;
  readonly known: readonly string[];
  /** Settings that are not the site's, each with the reason. */
  readonly reserved: readonly (readonly [names: RegExp, why: string])[];
  /** Prefixes of the command line, which are no part of a name. */
  readonly prefixes?: RegExp;
  /** The setting by which the server takes most of its memory, and its value in MiB. */
  readonly memory: { readonly option: string; readonly mebibytes: (value: unknown) => number };
}

/** Everything that is wrong with settings, with paths that begin at them. @param memoryLimit in MiB */
export function serverSettingsProblems(rules: SettingsRules, settings: unknown, memoryLimit: number): Problem[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [];
  const seen = new Set<string>();
  return Object.entries(settings).flatMap(([name, value]) => {
    const option = rules.optionOf(name);
    const again = seen.has(option);
    seen.add(option);
    return again
      ? [
          {
            path: pathTo('settings', name),
            message: 'is given twice, with a hyphen and with an underscore',
            allowed: 'each setting once',
            fix: 'take one of them out',
          },
        ]
      : problemOf(rules, name, value, memoryLimit);
  });
}

function problemOf(rules: SettingsRules, name: string, value: unknown, memoryLimit: number): Problem[] {
  const { program, file, known, reserved, prefixes, memory } = rules;
  const option = rules.optionOf(name);
  const allowed = `a setting of the ${program} server, such as max_connections`;
  const problem = (message: string, what: string, fix: string, shown?: unknown): Problem[] => [
    { path: pathTo('settings', name), value: shown, message, allowed: what, fix },
  ];
  if (!rules.name.test(name)) return problem('is not the name of a setting', allowed, `write it as ${file} has it`);
  if (prefixes?.test(option))
    return problem(
      'has a prefix of the command line',
      allowed,
      `write ${name.replace(/^[a-z]+[_-]/, '')} and its value, true or false`,
    );
  const [, why] = reserved.find(([names]) => names.test(option)) ?? [];
  if (why !== undefined) return problem(`is not the site's to set: ${why}`, 'any other setting', 'take it out');
  const isFree = (other: string) => !reserved.some(([names]) => names.test(other));
  const likely = known.includes(option) ? undefined : nearest(option, known.filter(isFree));
  if (likely !== undefined)
    return problem(`is not a setting that ${program} knows`, allowed, `did you mean "${rules.spelt(likely)}"?`);
  if (!isValue(value))
    return problem(
      'is not the value of a setting',
      'a number, true, false, or a text on one line',
      `write it as ${file} has it`,
      value,
    );
  if (option === memory.option && memory.mebibytes(value) >= memoryLimit)
    return problem(
      'is more than the server may have',
      `less than resources.memoryLimit, ${memoryLimit}M`,
      'lower it, or raise resources.memoryLimit',
      value,
    );
  return [];
}

function isValue(value: unknown): boolean {
  if (typeof value === 'string') return /^[^\0\r\n]{1,1000}$/.test(value);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** The text of a value, as both servers take it. */
export function settingText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : String(value);
}
