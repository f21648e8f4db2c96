import { join } from 'node:path';
import { Cache, Cluster, Database, Edge, Files, Metrics, type SiteProps } from 'cdk8s-drupal';
import { bed, DataSite } from '../data/data-site';
import type { Live } from '../recipe/bed';
import { EXPORTERS, siteImage, type VERSIONS } from './images';
import { ISSUER } from './issuer';
import { referenceOf } from './program-image';

/** Each minute, so that it is late within minutes. */
const EACH_MINUTE = { schedule: '* * * * *', timeout: 60 } as const;

/** When it is backed up. */
export const NIGHTLY = '0 3 * * *';

/** A site that nearly every alarm is about, with two web pods on a small file system. */
export class AlarmsSite extends DataSite {
  constructor() {
    super('alarms', (site) => ({
      cluster: Cluster.generic({
        storageClass: 'do-block-storage',
        edge: Edge.ingress({ className: 'traefik', issuer: ISSUER }),
      }),
      database: Database.mariadb({ image: 'mariadb:10.11', size: '2Gi' }),
      files: Files.existing({ claim: 'files', accessMode: 'ReadWriteMany' }),
      cache: Cache.redis({ memory: '16Mi' }),
      replicas: 2,
      cron: { ...EACH_MINUTE, command: ['true'] },
      commands: { index: { ...EACH_MINUTE, command: ['sh', '-c', '[ "$(drush state:get broken)" != 1 ]'] } },
      workers: { mail: { command: ['true'] } },
      backups: site.backups({ schedule: NIGHTLY, timeout: 90 }),
      metrics: Metrics.operator({
        images: { apache: referenceOf(EXPORTERS.apache), redis: referenceOf(EXPORTERS.redis) },
      }),
    }));
  }

  get host(): string {
    return `${this.site}.example.test`;
  }

  override version(version: (typeof VERSIONS)[number], own: Partial<SiteProps> = {}): string {
    return super.version(version, { image: `docker.io/${siteImage(version)}`, ...own });
  }

  /** Makes the volume, deploys, and fills the site. */
  override async begin(): Promise<string> {
    await this.makeVolume();
    return super.begin({ megabytes: 1, files: 5 });
  }

  /** The pods of a part that are there to stay. */
  async pods(component: string): Promise<Live[]> {
    const selector = `app.kubernetes.io/component=${component}`;
    const { items } = await bed.get(this.namespace, 'pods', '--selector', selector);
    return items.filter(({ metadata }: Live) => metadata.deletionTimestamp === undefined);
  }

  override async remove(): Promise<void> {
    await super.remove();
    await bed.tryKubectl('wait', '--for=delete', `namespace/${this.namespace}`, '--timeout=120s');
    await bed.tryKubectl('delete', 'persistentvolume', this.namespace);
    await bed.enter('umount', this.volume);
  }

  private get volume(): string {
    return join(bed.dir, 'volumes', this.namespace);
  }

  /** A file system of its own, as a real driver makes it: the kubelet tells how full it is. It takes 64 MB and 1,000 files. */
  private async makeVolume(): Promise<void> {
    const { namespace, volume: path } = this;
    const make = `mkdir -p "$1" && mount -t tmpfs -o size=64m,nr_inodes=1000 tmpfs "$1" && mkdir "$1/public" "$1/private" && chown -R 10001:10001 "$1"`;
    await bed.enter('sh', '-euc', make, 'sh', path);
    const volume = { accessModes: ['ReadWriteMany'], storageClassName: '' };
    const onNode = { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] };
    await bed.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: namespace },
        spec: {
          ...volume,
          capacity: { storage: '64Mi' },
          persistentVolumeReclaimPolicy: 'Retain',
          local: { path },
          nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [onNode] }] } },
          claimRef: { namespace, name: 'files' },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'files', namespace },
        spec: { ...volume, volumeName: namespace, resources: { requests: { storage: '64Mi' } } },
      },
    ]);
  }
}
