import { count, type Finding, linesOf, oneLine } from '../problem';

/**
 * All problems at once, for a person: grouped by site and environment, each with what to do. A problem that several
 * environments have is told once, and so is a variable that several sites miss.
 */
export function report(findings: readonly Finding[]): string {
  const problems = [...grouped(findings, sameAs).values()];
  const sections = [...grouped(problems, titleOf)].map(([title, own]) =>
    [title, ...own.flatMap(([first]) => (first === undefined ? [] : linesOf(first)))].join('\n'),
  );
  return `${sections.join('\n\n')}\n\n${count(problems.length)}, so nothing was written.`;
}

function sameAs(finding: Finding): string {
  const isVariable = finding.path.startsWith('$');
  return [isVariable ? '' : finding.site, ...linesOf(finding)].join('\n');
}

/** Whose a problem is: `shop live, stage; blog live`. */
function titleOf(findings: readonly Finding[]): string {
  const sites = grouped(findings, ({ site }) => site);
  return [...sites].map(([site, own]) => [site, environmentsOf(own)].join(' ').trim()).join('; ');
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function environmentsOf(findings: readonly Finding[]): string {
  return [
    ...new Set(findings.flatMap(({ environment }) => (environment === undefined ? [] : oneLine(environment, 80)))),
  ].join(', ');
}

/** What was taken for granted, in one line: each assumption with the sites that it concerns. */
export function assumed(sites: readonly { site: string; assumptions: readonly string[] }[]): string | undefined {
  const sitesOf = new Map<string, Set<string>>();
  for (const { site, assumptions } of sites) {
    for (const assumption of assumptions) sitesOf.set(assumption, (sitesOf.get(assumption) ?? new Set()).add(site));
  }
  const assumptionsOf = new Map<string, string[]>();
  for (const [assumption, names] of sitesOf) {
    const who = listed([...names]);
    assumptionsOf.set(who, [...(assumptionsOf.get(who) ?? []), assumption]);
  }
  const parts = [...assumptionsOf].map(([who, assumptions]) => `${assumptions.join(', ')} (${who})`);
  return parts.length === 0 ? undefined : `Assumed: ${parts.join('; ')}.`;
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
