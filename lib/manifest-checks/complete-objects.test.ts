import { SHOP, synth } from '../../test/synth';
import { Metrics } from '../site/metrics';

const reportOf = (object: object, props: object = {}) => synth([{ ...SHOP, ...props, objects: [object] }]).report;
const named = (apiVersion: string, kind: string, rest: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'own' },
  ...rest,
});

test.each<[string, object, string]>([
  ['a Deployment of nothing', named('apps/v1', 'Deployment'), 'lacks spec.selector and spec.template.spec.containers'],
  ['a Deployment without pods', named('apps/v1', 'Deployment', { spec: {} }), 'lacks spec.selector and spec.template'],
  ['a StatefulSet without pods', named('apps/v1', 'StatefulSet'), 'lacks spec.selector and spec.template'],
  ['a CronJob that runs nothing', named('batch/v1', 'CronJob', { spec: { jobTemplate: {} } }), 'lacks spec.schedule'],
  ['a Pod without containers', named('v1', 'Pod', { spec: { containers: [] } }), 'lacks spec.containers'],
  ['a Service of nothing', named('v1', 'Service'), 'lacks spec'],
  ['an Ingress of nothing', named('networking.k8s.io/v1', 'Ingress'), 'lacks spec'],
  ['a policy of no pods', named('networking.k8s.io/v1', 'NetworkPolicy'), 'lacks spec.podSelector'],
  ['a claim of nothing', named('v1', 'PersistentVolumeClaim'), 'lacks spec.accessModes and spec.resources'],
  ['a budget of nothing', named('policy/v1', 'PodDisruptionBudget'), 'lacks spec'],
  ['an autoscaler of nothing', named('autoscaling/v2', 'HorizontalPodAutoscaler'), 'lacks spec.scaleTargetRef'],
])('%s is told, and nothing throws, with figures or without', (_what, object, message) => {
  for (const props of [{}, { metrics: Metrics.operator() }]) {
    const report = reportOf(object, props);
    expect(report).toContain(`${(object as { kind: string }).kind}/own: ${message}`);
    expect(report).not.toMatch(/threw|TypeError/);
  }
});

test('a kind of the same name of somebody else is not meant', () => {
  const knative = named('serving.knative.dev/v1', 'Service');
  expect(reportOf(knative, { allow: ['custom-resources'] })).not.toContain('lacks');
});

test('an object over whose form a rule stumbles is named', () => {
  const rules = [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: {} }] } }];
  const report = reportOf(named('networking.k8s.io/v1', 'Ingress', { spec: { rules } }));
  expect(report).toContain('Ingress/own: is not of the form that the Kubernetes API asks of its kind (TypeError: ');
  expect(report).toContain('fix:     write it as kubectl explain ingress says');
  expect(report).not.toContain('manifests:');
});
