/**
 * The node's cert-manager answers no questions about figures. kube-state-metrics tells the one that alarms are about, by the same
 * Certificate objects and as Prometheus would have it from cert-manager: 0 for one that was never issued.
 */
export const CERTIFICATE_FIGURES = {
  kind: 'CustomResourceStateMetrics',
  spec: {
    resources: [
      {
        groupVersionKind: { group: 'cert-manager.io', version: 'v1', kind: 'Certificate' },
        metricNamePrefix: 'certmanager',
        commonLabels: { namespace: 'cert-manager' },
        labelsFromPath: { name: ['metadata', 'name'], exported_namespace: ['metadata', 'namespace'] },
        metrics: [
          {
            name: 'certificate_expiration_timestamp_seconds',
            help: 'when a certificate ends',
            each: { type: 'Gauge', gauge: { path: ['status', 'notAfter'], nilIsZero: true } },
          },
        ],
      },
    ],
  },
};
