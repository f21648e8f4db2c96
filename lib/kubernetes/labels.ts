import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** What a set of objects is, in the words of the recommended labels. */
export interface Part {
  /** The application: `drupal`, `mariadb`. */
  readonly name: string;
  /** Its role in the site: `web`, `database`. */
  readonly component: string;
  /**
   * The application's version: an image's tag.
   * @default - no version label
   */
  readonly version?: string;
}

/** Labels by name. */
export type Labels = Record<string, string>;

const key = (name: string) => `app.kubernetes.io/${name}`;

/** The labels that never change between releases, and so may stand in a selector. */
export function selectorLabels(scope: Construct, part: Part): Labels {
  return {
    [key('name')]: part.name,
    [key('instance')]: chartInstance(scope),
    [key('component')]: part.component,
  };
}

/** The labels of every pod of one application: what a NetworkPolicy selects. */
export function applicationLabels(scope: Construct, name: string): Labels {
  return { [key('name')]: name, [key('instance')]: chartInstance(scope) };
}

/**
 * All recommended labels of an object or pod.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function labels(scope: Construct, part: Part): Labels {
  return {
    ...selectorLabels(scope, part),
    [key('part-of')]: chartLabel(scope, 'part-of'),
    [key('managed-by')]: 'cdk8s-drupal',
    ...(part.version === undefined ? {} : { [key('version')]: labelValue(part.version) }),
  };
}

/** The labels that a site's charts carry, from which all their objects take `instance` and `part-of`. */
export function chartLabels(instance: string, partOf: string): Labels {
  return { [key('instance')]: instance, [key('part-of')]: partOf };
}

/** What the objects of a scope call themselves: the site and its environment, or the chart where there is no site. */
export function chartInstance(scope: Construct): string {
  return chartLabel(scope, 'instance');
}

/** A text as a label's value: at most 63 characters, which begin and end with a letter or digit. */
export function labelValue(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 63)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

function chartLabel(scope: Construct, name: string): string {
  const chart = Chart.of(scope);
  return chart.labels[key(name)] ?? labelValue(chart.node.id);
}
