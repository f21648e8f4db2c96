import { splitQuery } from '../../formats/url-path';
import type { Problem } from '../../problem';
import { answersFor, mostExactFirst, type ParsedRedirect, parseRedirect, type Redirect } from '../../site/redirects';
import type { SiteCheck } from './check';

/** Redirects lead somewhere, each by one path, and leave the probes alone. */
const redirects: SiteCheck = ({ redirects: asked, hosts, profile = 'official', healthPath }) => {
  const sound = (asked ?? []).flatMap((one, index) => (isSound(one) ? [{ one, index }] : []));
  const [canonical] = hosts ?? [];
  if (sound.length === 0 || canonical === undefined) return [];
  if (profile !== 'official') return [unable(profile)];
  const parsed = sound.map(({ one, index }) => ({ index, ...one, ...{ meant: parseRedirect(one, canonical) } }));
  const inOrder = mostExactFirst(parsed.map(({ meant }) => meant));
  const known = new Map<string, number>();
  return parsed.flatMap(({ index, from, to, meant }): Problem[] => {
    const path = `redirects[${index}]`;
    const key = `${meant.from}${meant.isPrefix ? '/*' : ''}`;
    const before = known.get(key);
    if (before !== undefined)
      return [
        {
          path: `${path}.from`,
          value: from,
          message: `is that of redirects[${before}], too`,
          allowed: 'one redirect for a path',
          fix: 'take one of them out',
        },
      ];
    known.set(key, index);
    return [
      ...probed(`${path}.from`, from, meant, healthPath),
      ...endless(`${path}.to`, to, meant, inOrder, hosts ?? []),
    ];
  });
};

export default redirects;

/** What is not there, because its own shape is wrong, is told elsewhere. */
function isSound(one: Partial<Redirect> | undefined): one is Redirect {
  return typeof one?.from === 'string' && typeof one.to === 'string';
}

function unable(profile: string): Problem {
  return {
    path: 'redirects',
    message: `cannot be answered by an image of the profile ${profile}: how its Apache is configured is not known`,
    allowed: 'redirects in images of the profile official',
    fix: 'redirect in Drupal, by the module Redirect, or in the .htaccess of the image',
  };
}

/** A probe that is redirected says nothing of Drupal. */
function probed(path: string, value: string, meant: ParsedRedirect, healthPath = '/'): Problem[] {
  if (!answersFor(meant, splitQuery(healthPath).path)) return [];
  return [
    {
      path,
      value,
      message: `takes healthPath, ${healthPath}, so that pods would be ready whatever Drupal does`,
      allowed: 'any other path',
      fix: 'leave healthPath out of it, or choose another one',
    },
  ];
}

/** Whether somebody who follows redirects on the site's own hosts comes by the same one again. */
function endless(
  path: string,
  value: string,
  first: ParsedRedirect,
  inOrder: readonly ParsedRedirect[],
  hosts: readonly string[],
): Problem[] {
  if (!restsFor(first, inOrder).some((rest) => circles(first, rest, inOrder, hosts))) return [];
  return [
    {
      path,
      value,
      message: 'leads back to where it came from, without end',
      allowed: 'a path that no redirect leads away from for ever',
      fix: 'follow the redirects from there, and take one of them out',
    },
  ];
}

/** What may stand for the star: nothing, anything, and whatever would meet another redirect. */
function restsFor({ isPrefix, keepsRest, path }: ParsedRedirect, all: readonly ParsedRedirect[]): string[] {
  if (!isPrefix || !keepsRest) return [''];
  const met = all.flatMap(({ from }) => (from.startsWith(`${path}/`) ? [from.slice(path.length)] : []));
  return ['', '/any', ...met];
}

function circles(
  first: ParsedRedirect,
  rest: string,
  inOrder: readonly ParsedRedirect[],
  hosts: readonly string[],
): boolean {
  const seen = new Set<ParsedRedirect>();
  let [next, left]: [ParsedRedirect | undefined, string] = [first, rest];
  while (next !== undefined && hosts.includes(next.host)) {
    if (seen.has(next)) return true;
    seen.add(next);
    const target: string = next.path + (next.keepsRest ? left : '');
    next = inOrder.find((one) => answersFor(one, target));
    left = next === undefined ? '' : target.slice(next.from.length);
  }
  return false;
}
