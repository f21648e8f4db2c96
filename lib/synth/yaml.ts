import { Yaml } from 'cdk8s';

/** What a manifest is made of once it is plain data. */
type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/**
 * Manifests as YAML. cdk8s's `Yaml.stringify` spends most of a synthesis on a document tree that plain data does not need;
 * here it is only asked how to write the strings that want quotes or several lines.
 */
export function yamlOf(manifests: readonly object[]): string {
  return manifests.map((manifest) => `${block(manifest as Value, '')}\n`).join('---\n');
}

/** A value where a block may stand, its first line without the indent. */
function block(value: Value, indent: string): string {
  if (typeof value === 'string') return scalar(value).replaceAll(/\n(?=.)/g, `\n${indent}`);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return sequence(value, indent);
  return mapping(Object.entries(value), indent);
}

function mapping(entries: [string, Value][], indent: string): string {
  if (entries.length === 0) return '{}';
  return entries.map(([key, value]) => `${name(key)}:${after(value, indent)}`).join(`\n${indent}`);
}

function sequence(items: readonly Value[], indent: string): string {
  if (items.length === 0) return '[]';
  const nested = `${indent}  `;
  return items.map((item) => `- ${block(item, typeof item === 'string' ? indent : nested)}`).join(`\n${indent}`);
}

/** A value after its key: on the same line if it has no lines of its own. */
function after(value: Value, indent: string): string {
  const nested = `${indent}  `;
  const own = typeof value === 'object' && Object.keys(value).length > 0;
  return own ? `\n${nested}${block(value, nested)}` : ` ${block(value, indent)}`;
}

/** Names, references, paths, flags, quantities and addresses stand as they are, unless YAML 1.1 reads something else in them. */
const PLAIN =
  /^(?:(?:[a-z_/]|--?[a-z]|\.\.?\/)[\w./@,=-]*(?::[\w./@,=-]+)*|\d+(?:[KMGT]i|m|s)|\d+(?:\.\d+){2,}(?:\/\d+)?)$/i;
const RESERVED = /^(?:y|yes|n|no|true|false|on|off|null|-?e[-+]?\d+|-?(?:inf|infinity|nan))$/i;
/** What begins like a number may be one to some reader (`0o17`, `+_1e3`, `.inf`), and `=` a value, `~` nothing. */
const LIKE_NUMBER = /^(?:[-+]?[._]*\d|[-+]?\.(?:inf|nan)|[=~])/i;

/** A name stays on its line, whatever is in it. */
function name(key: string): string {
  return PLAIN.test(key) && !RESERVED.test(key) ? key : quoted(key);
}

/** What no YAML may hold as it is, or what a reader takes for the end of a line. */
const UNFIT = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** JSON is YAML too, except for these characters, which it need not escape. */
function quoted(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replaceAll(new RegExp(UNFIT, 'g'), escaped);
}

const written = new Map<string, string>();

function scalar(text: string): string {
  if (PLAIN.test(text) && !RESERVED.test(text)) return text;
  if (LIKE_NUMBER.test(text) || UNFIT.test(text)) return quoted(text);
  const known = written.get(text);
  if (known !== undefined) return known;
  const fresh = Yaml.stringify({ key: text }).slice('key: '.length, -1);
  written.set(text, fresh);
  return fresh;
}
