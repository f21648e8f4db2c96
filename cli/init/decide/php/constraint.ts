import satisfies from 'semver/functions/satisfies';

/**
 * Whether a version of PHP meets a constraint as Composer reads it, which is not always as npm does: `~8.2` reaches up to 9, `>8.1` begins
 * above 8.1.0, and `8.1` is 8.1.0 alone.
 * @param version three numbers: `8.3.32`
 * @returns undefined where the constraint is not one of versions
 * @see https://getcomposer.org/doc/articles/versions.md#writing-version-constraints
 */
export function meets(version: string, constraint: string): boolean | undefined {
  const alternatives = constraint.split(/\s*\|\|?\s*/).map((range) => meetsAll(version, range.trim()));
  if (alternatives.includes(true)) return true;
  return alternatives.includes(undefined) ? undefined : false;
}

function meetsAll(version: string, range: string): boolean | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(range);
  if (hyphen) {
    const [, from = '', to = ''] = hyphen;
    const isPartial = bare(to).split('.').length < 3; // `8.1 - 8.3` holds all of 8.3
    return all([meetsOne(version, `>=${from}`), meetsOne(version, isPartial ? `${bare(to)}.*` : `<=${to}`, `<${to}`)]);
  }
  const joined = range.replace(/(^|[\s,])([<>=!~^]+)\s+/g, '$1$2');
  return all(
    joined
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((one) => meetsOne(version, one)),
  );
}

/** One comparison, or another that is as good. */
function meetsOne(version: string, ...comparisons: string[]): boolean | undefined {
  const results = comparisons.map((comparison) => {
    const range = asNpm(comparison);
    if (range === undefined) return undefined;
    const isNegated = range.startsWith('!');
    return satisfies(version, isNegated ? range.slice(1) : range) !== isNegated;
  });
  return results.includes(true) ? true : results[0];
}

/** A comparison as npm writes it; one that begins with `!` excludes. */
function asNpm(comparison: string): string | undefined {
  const [, operator = '', said = ''] = /^([<>=!~^]*)(.*)$/.exec(comparison) ?? [];
  const version = bare(said);
  if (/^[*xX](\.[*xX])*$/.test(version)) return '*';
  const wildcard = /^(\d+(?:\.\d+)*)\.[*xX](\.[*xX])*$/.exec(version);
  if (wildcard) return operator === '' ? `${wildcard[1]}.x` : undefined;
  if (!/^\d+(\.\d+){0,3}$/.test(version)) return undefined;
  const parts = version.split('.').map(Number);
  const [major = 0, minor = 0, patch = 0] = parts;
  const full = `${major}.${minor}.${patch}`;
  switch (operator) {
    case '':
    case '=':
    case '==':
      return `=${full}`;
    case '!=':
    case '<>':
      return `!=${full}`;
    case '~':
      return parts.length < 3 ? `>=${full} <${major + 1}.0.0` : `>=${full} <${major}.${minor + 1}.0`;
    case '^':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return `${operator}${full}`;
    default:
      return undefined;
  }
}

/** A version without `v`, a stability (`@dev`, `-stable`) and a build. */
function bare(version: string): string {
  return version
    .replace(/^v(?=\d)/i, '')
    .replace(/@\w+$/, '')
    .replace(/-(stable|dev|alpha|beta|rc)[\d.]*$/i, '');
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}
