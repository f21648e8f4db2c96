import { count, type Finding, linesOf } from '../problem';

/** All problems at once, for a person: grouped by site and environment, each with what to do. */
export function report(findings: readonly Finding[]): string {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const title = finding.environment === undefined ? finding.site : `${finding.site} ${finding.environment}`;
    groups.set(title, [...(groups.get(title) ?? []), finding]);
  }
  const sections = [...groups].map(([title, own]) => [title, ...own.flatMap(linesOf)].join('\n'));
  return `${sections.join('\n\n')}\n\n${count(findings.length)}, so nothing was written.`;
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
