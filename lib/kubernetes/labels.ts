import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { LABEL } from '../contract/labels';
import { PROGRAM } from '../contract/program';

/** What a set of objects is, in the words of the recommended labels. */
export interface LabelProps {
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

/**
 * The labels that never change between releases, and so may stand in a selector.
 * @param scope a construct of the chart, which says the instance
 * @param part what the pods are
 */
export function selectorLabels(scope: Construct, part: LabelProps): Labels {
  return {
    [LABEL.name]: part.name,
    [LABEL.instance]: chartInstance(scope),
    [LABEL.component]: part.component,
  };
}

/** The labels of every pod of one application: what a NetworkPolicy selects. */
export function applicationLabels(scope: Construct, name: string, instance = chartInstance(scope)): Labels {
  return { [LABEL.name]: name, [LABEL.instance]: instance };
}

/**
 * All recommended labels of an object or pod: network policies find pods by `name` and `instance`, and `selectorLabels` are
 * among them.
 * @param scope a construct of the chart, which says the instance
 * @param part what the object or pod is
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function labels(scope: Construct, part: LabelProps): Labels {
  return {
    ...selectorLabels(scope, part),
    [LABEL.partOf]: chartLabel(scope, LABEL.partOf),
    [LABEL.managedBy]: PROGRAM,
    ...(part.version === undefined ? {} : { [LABEL.version]: labelValue(part.version) }),
  };
}

/**
 * The labels that a site's charts carry, from which all their objects take `instance` and `part-of`. Charts of one namespace
 * whose pods talk to each other or share a volume have the same.
 * @param instance the site and environment: `shop-live`
 * @param partOf the site: `shop`
 */
export function chartLabels(instance: string, partOf: string): Labels {
  return { [LABEL.instance]: instance, [LABEL.partOf]: partOf };
}

/** What the objects of a scope call themselves: the site and its environment, or the chart where there is no site. */
export function chartInstance(scope: Construct): string {
  return chartLabel(scope, LABEL.instance);
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
  return chart.labels[name] ?? labelValue(chart.node.id);
}
