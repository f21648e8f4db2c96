import { complaintsIn } from './dry-run';

const said = (kind: string, version: string) =>
  `resource mapping not found for name: "x" namespace: "shop-live" from "STDIN": no matches for kind "${kind}" in version "${version}"\nensure CRDs are installed first`;

test('a kind that the cluster does not know is told once, with what brings it', () => {
  const stderr = [
    said('ServiceMonitor', 'monitoring.coreos.com/v1'),
    said('PrometheusRule', 'monitoring.coreos.com/v1'),
    said('PrometheusRule', 'monitoring.coreos.com/v1'),
    said('Carousel', 'example.com/v1'),
  ].join('\n');
  const fix = 'install the Prometheus Operator, write Metrics.annotations(), or leave metrics out';
  expect(complaintsIn({ status: 1, stdout: '', stderr }, [], [])).toEqual([
    `the cluster does not know ServiceMonitor (monitoring.coreos.com/v1): ${fix}`,
    `the cluster does not know PrometheusRule (monitoring.coreos.com/v1): ${fix}`,
    'the cluster does not know Carousel (example.com/v1): install its custom resource definition',
  ]);
});
