import type { Bed } from '../recipe/bed';
import { CERTIFICATE_FIGURES } from './certificate-figures';
import { FIGURES_OF, MONITORING } from './scrape';

interface Images {
  readonly prometheus: string;
  readonly kubeStateMetrics: string;
}

/** Prometheus without a configuration yet, and kube-state-metrics with no more rights than it needs. */
export async function setUpMonitoring(bed: Bed, { prometheus, kubeStateMetrics }: Images): Promise<void> {
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: MONITORING } },
    ...account('kube-state-metrics', [
      rule('', 'pods'),
      rule('apps', 'deployments', 'statefulsets'),
      rule('batch', 'jobs', 'cronjobs'),
      rule('autoscaling', 'horizontalpodautoscalers'),
      rule('cert-manager.io', 'certificates'),
      rule('apiextensions.k8s.io', 'customresourcedefinitions'),
    ]),
    deployment(
      'kube-state-metrics',
      {
        image: kubeStateMetrics,
        args: [
          '--resources=pods,deployments,statefulsets,jobs,cronjobs,horizontalpodautoscalers',
          `--custom-resource-state-config=${JSON.stringify(CERTIFICATE_FIGURES)}`,
        ],
        readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 },
      },
      { serviceAccountName: 'kube-state-metrics' },
    ),
    deployment('prometheus', {
      image: prometheus,
      command: ['sh', '-c', 'until [ -s /work/prometheus.yml ]; do sleep 0.2; done; exec /program "$@"', 'prometheus'],
      args: ['--config.file=/work/prometheus.yml', '--storage.tsdb.path=/work/data', '--web.enable-lifecycle'],
      volumeMounts: [{ name: 'work', mountPath: '/work' }],
    }),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'prometheus', namespace: MONITORING },
      spec: { selector: named('prometheus'), ports: [{ port: 9090 }] },
    },
    figures(MONITORING, 'kube-state-metrics', 8080),
    figures('traefik', 'traefik', 8080),
  ]);
}

const named = (name: string) => ({ 'app.kubernetes.io/name': name });

const rule = (apiGroup: string, ...resources: string[]) => ({
  apiGroups: [apiGroup],
  resources,
  verbs: ['get', 'list', 'watch'],
});

function account(name: string, rules: readonly object[]): object[] {
  const rbac = 'rbac.authorization.k8s.io';
  const metadata = { name: `alarms-${name}` };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: MONITORING } },
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: MONITORING }],
    },
  ];
}

function deployment(name: string, container: object, pod: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: MONITORING },
    spec: {
      selector: { matchLabels: named(name) },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: named(name) },
        spec: {
          securityContext: { runAsUser: 65_534, runAsNonRoot: true },
          ...pod,
          containers: [{ name, ...container }],
          volumes: [{ name: 'work', emptyDir: {} }],
        },
      },
    },
  };
}

/** The Service by which figures of a program are found. */
function figures(namespace: string, name: string, port: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${name}-figures`, namespace, labels: { [FIGURES_OF]: name } },
    spec: { clusterIP: 'None', selector: named(name), ports: [{ name: 'metrics', port }] },
  };
}
