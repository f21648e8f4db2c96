import type { Watched } from './watched';

/** Something that a person has to see to. */
export interface Alarm {
  /** Whether somebody is woken up for it, on live; elsewhere nobody is. */
  readonly severity: 'critical' | 'warning';
  /** How long it has to last, as Prometheus writes times. */
  readonly for: string;
  /** What is wrong, in a few words. */
  readonly summary: string;
  /** What it means and what to do, in words of Prometheus' templates. */
  readonly description: string;
  /** The expressions by which it is known: none where the site has nothing that it could be about. */
  expressions(site: Watched): string[];
}

/** A selector of one metric: `kube_deployment_spec_replicas{namespace="shop-live",deployment="web"}`. */
export function select(metric: string, { namespace }: Watched, labels: Readonly<Record<string, string>> = {}): string {
  return matched(metric, [['namespace', namespace], ...Object.entries(labels)]);
}

/** A selector of one metric by these labels; a value that begins with `~` is a regular expression. */
export function matched(metric: string, labels: readonly (readonly [name: string, value: string])[]): string {
  const matchers = labels.map(([name, value]) =>
    value.startsWith('~') ? `${name}=~"${value.slice(1)}"` : `${name}="${value}"`,
  );
  return `${metric}{${matchers.join(',')}}`;
}

/** One value for each set of these labels: exporters that are there twice, or have just been replaced, count once. */
export function once(labels: readonly string[], expression: string): string {
  return `max by (${labels.join(', ')}) (${expression})`;
}
