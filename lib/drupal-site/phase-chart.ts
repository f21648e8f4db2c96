import { type ApiObject, Chart, Names } from 'cdk8s';
import type { Construct } from 'constructs';
import { chartLabels } from '../kubernetes/labels';
import type { Manifest } from '../kubernetes/manifest';

export interface PhaseChartProps {
  /** `SITE-ENVIRONMENT` */
  readonly instance: string;
  /** The site's name. */
  readonly site: string;
  /** The chart's objects as they are emitted. */
  emitted(chart: Chart): readonly Manifest[];
}

/** The objects of one phase of a site, and so one file. */
export class PhaseChart extends Chart {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PhaseChartProps,
  ) {
    super(scope, id, {
      namespace: props.instance,
      labels: chartLabels(props.instance, props.site),
      disableResourceNameHashes: true,
    });
  }

  /** An object that is given no name has the same one wherever in an app the site stands. */
  override generateObjectName(object: ApiObject): string {
    const path = object.node.path.slice(this.node.path.length - this.node.id.length);
    const within = { node: { path } } as unknown as ApiObject;
    return Names.toDnsLabel(within, { includeHash: false, maxLen: object.kind === 'CronJob' ? 52 : undefined });
  }

  /** The objects as they are emitted. */
  override toJson(): Manifest[] {
    return [...this.props.emitted(this)];
  }
}
