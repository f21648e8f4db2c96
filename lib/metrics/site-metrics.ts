import { ApiObject, Chart, Yaml } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DRUPAL, LABEL } from '../contract/labels';
import { METRICS } from '../contract/metrics';
import { applicationLabels, type Labels, labels } from '../kubernetes/labels';
import type { Figures } from '../site/backing-service';
import type { ResolvedMetrics } from '../site/metrics';
import { type AlarmRule, alarmRules } from './alarm-rules';
import type { Watched } from './watched';

/** Where the Prometheus Operator's kinds are. */
const OPERATOR = 'monitoring.coreos.com/v1';

export interface SiteMetricsProps {
  readonly metrics: ResolvedMetrics;
  /** The pods that offer figures. */
  readonly figures: readonly NamedFigures[];
  /** What alarms are about; undefined where there are to be none. */
  readonly watched?: Watched;
}

/** Figures, and what the Service and the policy are called that are there for nothing else. */
export interface NamedFigures extends Figures {
  readonly service: string;
}

/** What Prometheus reads of a site and who lets it in, and the rules by which it raises alarms. */
export class SiteMetrics extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SiteMetricsProps,
  ) {
    super(scope, id);
    const { metrics, figures } = props;
    for (const one of figures) this.addPolicy(one);
    if (metrics.form === 'operator') {
      for (const one of figures) this.addService(one);
      if (figures.length > 0) this.addServiceMonitor();
    }
    this.addAlarms();
  }

  private labelsOf(name: string): Labels {
    return labels(this, { name, component: METRICS.component });
  }

  private podLabels({ application, instance, component }: Figures): Labels {
    return {
      ...applicationLabels(this, application, instance),
      ...(component === undefined ? {} : { [LABEL.component]: component }),
    };
  }

  /** Beside what else the pods may be asked, so that whoever looks at the policy of the web sees who serves visitors. */
  private addPolicy(figures: NamedFigures): void {
    const { namespace } = this.props.metrics;
    const { service: name, port } = figures;
    new k8s.KubeNetworkPolicy(this, `policy-${this.node.children.length}`, {
      metadata: { name, labels: this.labelsOf(figures.application) },
      spec: {
        podSelector: { matchLabels: this.podLabels(figures) },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
            ports: [{ protocol: 'TCP', port: k8s.IntOrString.fromNumber(port) }],
          },
        ],
      },
    });
  }

  /** A pod that is not ready tells most. */
  private addService(figures: NamedFigures): void {
    const { service: name, port } = figures;
    new k8s.KubeService(this, `service-${this.node.children.length}`, {
      metadata: { name, labels: this.labelsOf(figures.application) },
      spec: {
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector: this.podLabels(figures),
        ports: [{ name: METRICS.port, port, targetPort: k8s.IntOrString.fromNumber(port) }],
      },
    });
  }

  private addServiceMonitor(): void {
    const { interval, labels: own } = this.props.metrics;
    const common = this.labelsOf('drupal');
    new ApiObject(this, 'ServiceMonitor', {
      apiVersion: OPERATOR,
      kind: 'ServiceMonitor',
      metadata: { name: METRICS.component, labels: { ...own, ...common } },
      spec: {
        sampleLimit: METRICS.samples,
        selector: {
          matchLabels: { [LABEL.instance]: common[LABEL.instance], [LABEL.component]: METRICS.component },
        },
        endpoints: [{ port: METRICS.port, path: METRICS.path, ...(interval && { interval: `${interval}s` }) }],
      },
    });
  }

  private addAlarms(): void {
    const { watched, metrics } = this.props;
    if (watched === undefined) return;
    const { namespace = '', labels: ofChart } = Chart.of(this);
    const site = ofChart[LABEL.partOf] ?? '';
    const groups = [{ name: namespace, rules: alarmRules(watched, { site }).map(ruleOf) }];
    const metadata = { name: METRICS.alarms, labels: { ...metrics.labels, ...this.labelsOf('drupal') } };
    if (metrics.form === 'operator')
      new ApiObject(this, 'PrometheusRule', {
        apiVersion: OPERATOR,
        kind: 'PrometheusRule',
        metadata,
        spec: { groups },
      });
    else
      new k8s.KubeConfigMap(this, 'ConfigMap', {
        metadata,
        data: { [`${namespace}.rules.yaml`]: Yaml.stringify({ groups }) },
      });
  }
}

/** Gives each its name: after its pods, and from the second of that name on, after instance and port as well. */
export function named(figures: readonly Figures[]): NamedFigures[] {
  const names = figures.map(podsOf);
  return figures.map((one, index) => {
    const isFirst = names.indexOf(podsOf(one)) === index;
    const apart = isFirst ? [] : [...(one.instance === undefined ? [] : [one.instance]), one.port];
    return { ...one, service: [podsOf(one), METRICS.component, ...apart].join('-') };
  });
}

function podsOf({ application, component }: Figures): string {
  if (component === undefined) return application;
  return application === DRUPAL ? component : `${application}-${component}`;
}

function ruleOf({ labels: ofRule, annotations, ...rule }: AlarmRule): object {
  return { ...rule, labels: { ...ofRule }, annotations: { ...annotations } };
}
