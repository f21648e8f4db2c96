import type { AlarmName } from '../../contract/alarms';
import { type Alarm, matched, once, select } from '../alarm';
import type { Watched } from '../watched';

const CLAIM = ['namespace', 'persistentvolumeclaim'] as const;
const CERTIFICATE = 'certmanager_certificate_expiration_timestamp_seconds';

/** The free share of each volume. */
function free(site: Watched, rest: string, all: string): string {
  const of = (metric: string) => once(CLAIM, select(metric, site));
  return `${of(rest)} / (${of(all)} > 0)`;
}

const space = (site: Watched) =>
  free(site, 'kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes');
const inodes = (site: Watched) => free(site, 'kubelet_volume_stats_inodes_free', 'kubelet_volume_stats_inodes');

/** The ends of certificates, by what cert-manager's own pods say: anybody's can offer figures of this name. */
function ends({ namespace, limits }: Watched): string {
  const read = matched(CERTIFICATE, [
    ['namespace', limits.certManagerNamespace],
    ['exported_namespace', namespace],
  ]);
  return `(${read} or ${matched(CERTIFICATE, [['namespace', namespace]])})`; // the latter with honorLabels
}

const share = (percent: number) => String((100 - percent) / 100);

/** Volumes and certificates, which run out. */
export const DATA = {
  DrupalVolumeNearlyFull: {
    severity: 'warning',
    for: '15m',
    summary:
      'of the volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }}, {{ $value | humanizePercentage }} are free',
    description:
      'Raise `size` in the site file and deploy: where the storage class lets volumes grow, nothing stops for it. Before that, look what fills it: logs in the database (watchdog), old image styles, dumps.',
    expressions: (site) => (site.hasVolumes ? [`${space(site)} < ${share(site.limits.volumePercent)}`] : []),
  },
  DrupalVolumeFull: {
    severity: 'critical',
    for: '5m',
    summary:
      'the volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }} is full but for {{ $value | humanizePercentage }}',
    description:
      'A database that cannot write stops, uploads fail. Raise `size` in the site file and deploy now; if the class does not let it grow, docs/everyday.md says how to move.',
    expressions: (site) => (site.hasVolumes ? [`${space(site)} < ${share(95)}`] : []),
  },
  DrupalVolumeOutOfInodes: {
    severity: 'warning',
    for: '15m',
    summary: 'the volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }} can hold few more files',
    description:
      'It runs out of inodes before it runs out of space: many small files. Delete what can be made anew (`sites/default/files/styles`, css and js), or make the volume larger, which brings more inodes.',
    expressions: (site) => (site.hasVolumes ? [`${inodes(site)} < 0.1`] : []),
  },
  DrupalCertificateExpires: {
    severity: 'critical',
    for: '1h',
    summary:
      'the certificate {{ $labels.name }} of {{ $labels.namespace }} ends in {{ $value | humanizeDuration }}, and was not renewed',
    description:
      'Browsers refuse the site then. `cdk8s-drupal status` and `kubectl describe certificate,order,challenge` say what keeps cert-manager from renewing it: a host whose DNS leads elsewhere, a challenge that does not reach the solver, a limit of the issuer.',
    expressions: (site) => {
      const left = `min by (name) (${ends(site)} > 0) - time()`; // 0 is one that is not there yet
      return site.hasCertificates ? [`${left} < ${site.limits.certificateDays * 86_400}`] : [];
    },
  },
  DrupalCertificateMissing: {
    severity: 'warning',
    for: '1h',
    summary: 'the certificate {{ $labels.name }} of {{ $labels.namespace }} has not been issued',
    description:
      "Browsers warn of the site, as the edge shows its own certificate. `cdk8s-drupal status` and `kubectl describe certificate,order,challenge` say what cert-manager waits for: mostly a host's DNS that does not lead here yet.",
    expressions: (site) => (site.hasCertificates ? [`min by (name) ${ends(site)} == 0`] : []),
  },
} satisfies Partial<Record<AlarmName, Alarm>>;
