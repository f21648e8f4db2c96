import { DATABASE } from '../database';
import type { Tried } from '../tried';

/** What the page is made of. */
export interface Findings {
  readonly tried: readonly Tried[];
  /** Seconds from the push to the first page. */
  readonly served: number;
  /** Seconds that the cluster took to be there; unknown if it was there before. */
  readonly prepared?: number;
  readonly machine: string;
}

/** The page: what was tried on a real node, what was seen, and how long it took. */
export function page({ tried, served, prepared, machine }: Findings): string {
  const steps = [...new Set(tried.map(({ step }) => step))];
  const total = tried.reduce((sum, { seconds }) => sum + seconds, 0);
  const cluster = prepared === undefined ? '' : ` The cluster itself took ${Math.round(prepared)} s.`;
  const sections = steps.map((step) =>
    [
      `### ${step}`,
      '',
      '| tried | seen | |',
      '| --- | --- | ---: |',
      ...tried
        .filter((one) => one.step === step)
        .map(({ what, seen, seconds }) => `| ${cell(what)} | ${cell(seen)} | ${seconds.toFixed(0)} s |`),
      '',
    ].join('\n'),
  );
  return `<!-- Made by \`npm run test:recipe\`. -->

# The recipe on a real node, with ${DATABASE.title}

Everything that this package promises, tried on a cluster whose containers run: a kubelet with containerd, a private registry
whose passwords can be revoked, Kaniko, Traefik, cert-manager and an ACME server, enforced network policies, retained volumes.
GitLab and its runner are played by gitlab-ci-local, Drupal by [a small site](../test/recipe/site/README.md) of PHP and Apache that honours the
[environment contract](environment.md), and the official PHP image by [one of Debian's packages](../test/recipe/base/README.md). Everything else is what it says.

![The way from the push to the first page](${DATABASE.page}.svg)

A push to an empty cluster is served after ${Math.round(served)} s, on ${machine}.${cluster} All that follows took
${Math.round(total / 60)} minutes.

## What was tried, and what was seen

${sections.join('\n')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
