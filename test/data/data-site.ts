import { join } from 'node:path';
import {
  Backups,
  Cluster,
  Database,
  defineSite,
  Files,
  type S3BackupsProps,
  SecretSource,
  type SiteProps,
} from 'cdk8s-drupal';
import { unique } from '../cluster/kubectl';
import { type Run, type Running, run, start } from '../deploy/command';
import { Bed, type Live } from '../recipe/bed';
import { DATABASE } from '../recipe/database';
import { eventually } from '../recipe/process';
import { siteFile, synthFiles } from '../synth';
import { IMAGE, tagOf, type Version } from './images';
import { SEED } from './seed';
import { SQL } from './sql';

/** The bed that the tests run on. */
export const bed = new Bed(process.env.RECIPE_BED ?? '');
Object.assign(process.env, bed.env);

/** What the site's Secrets are made of. */
const secrets = (name: string) => ({
  BACKUP_KEY: `KEY${name.replaceAll('-', '').toUpperCase()}`,
  BACKUP_SECRET: `${name}-s3-s3cret-n0b0dy-may-see`,
  BACKUP_PASSWORD: `${name}-repository-passw0rd`,
});

/** How much there is: the smallest with which a run takes long enough to be killed in the middle. */
export interface Amount {
  /** MB of content in the database. */
  readonly megabytes: number;
  readonly files: number;
}

/** A site with content and backups, in a namespace and a bucket of its own. */
export class DataSite {
  readonly site: string;
  readonly environment: string;
  readonly namespace: string;
  readonly variables: Readonly<Record<string, string>> & ReturnType<typeof secrets>;
  /** How its database says it. */
  protected readonly words = SQL;

  /** @param of the same site's live environment, where this is another one */
  constructor(
    name: string,
    private readonly common: Partial<SiteProps> | ((shop: DataSite) => Partial<SiteProps>) = {},
    of?: DataSite,
  ) {
    this.site = of?.site ?? unique(name);
    this.environment = of === undefined ? 'live' : name;
    this.namespace = `${this.site}-${this.environment}`;
    this.variables = secrets(this.site);
  }

  /** Where it is backed up to. */
  backups(own: Partial<S3BackupsProps> = {}) {
    return Backups.s3({
      endpoint: 'https://s3.example.test',
      bucket: this.site,
      accessKey: SecretSource.environment('BACKUP_KEY'),
      secretKey: SecretSource.environment('BACKUP_SECRET'),
      password: SecretSource.environment('BACKUP_PASSWORD'),
      schedule: '0 0 1 1 *',
      resources: { memory: '64Mi', memoryLimit: '512Mi' },
      timeout: 600,
      ...own,
    });
  }

  /** The manifests of a version: its folder. */
  version(version: Version, own: Partial<SiteProps> = {}): string {
    const site = defineSite({
      name: this.site,
      image: `docker.io/${IMAGE}:${tagOf(version)}`,
      cluster: Cluster.generic({ storageClass: 'do-block-storage' }),
      database: Database[DATABASE.name]({ image: DATABASE.image, size: '2Gi' }),
      files: Files.block({ size: '1Gi' }),
      backups: this.backups(),
      cron: false,
      resources: { cpu: '50m', memory: '64Mi', memoryLimit: '256Mi' },
      environments: { live: { hosts: [`${this.site}.example.test`] } },
      ...(typeof this.common === 'function' ? this.common(this) : this.common),
      ...own,
    });
    const { status, report, folder } = synthFiles([siteFile(site)]);
    if (status !== 0) throw new Error(report);
    return join(folder, 'dist', this.site, this.environment);
  }

  /** Makes the bucket, deploys, and fills the site. */
  async begin(amount: Amount): Promise<string> {
    await bed.script('s3-user', 'bucket', this.site);
    await this.allow();
    const folder = this.version('one');
    await this.succeed('deploy', folder);
    await this.fill(amount);
    return folder;
  }

  /** Gives the site's key rights over its bucket. */
  allow(rights: 'all' | 'append' | 'read' = 'all'): Promise<string> {
    const { BACKUP_KEY, BACKUP_SECRET } = this.variables;
    return bed.script('s3-user', 'add', BACKUP_KEY, BACKUP_SECRET, this.site, ...(rights === 'all' ? [] : [rights]));
  }

  /** Takes the key away. */
  revoke(): Promise<string> {
    return bed.script('s3-user', 'remove', this.variables.BACKUP_KEY);
  }

  /** Drupal's tables with content, and files. */
  async fill({ megabytes, files }: Amount): Promise<void> {
    await this.sql(SEED(megabytes, this.words));
    await this.inWeb(
      `cd /var/www/html/sites/default/files && mkdir -p css styles && echo a > css/a.css && echo b > styles/b.png &&
       for i in $(seq 1 ${files}); do mkdir -p $((i % 20)); head -c 2000 /dev/urandom > $((i % 20))/$i; done &&
       echo private > /var/www/private/contract`,
    );
  }

  /** Runs statements in the database; the answer's rows. */
  sql(statements: string): Promise<string> {
    return bed.sql(this.namespace, statements);
  }

  /** Runs a shell in the web's pod. */
  inWeb(script: string): Promise<string> {
    return this.kubectl('exec', 'deploy/web', '--', 'sh', '-c', script);
  }

  kubectl(...args: string[]): Promise<string> {
    return bed.kubectl('--namespace', this.namespace, ...args);
  }

  /** What the site holds: a checksum of each table that is backed up, and one of all files but those that are made anew. */
  async content(): Promise<{ readonly tables: string; readonly files: string }> {
    const names = (await this.sql(this.words.tables)).split('\n').filter(Boolean);
    const kept = names.filter((name) => !/^(cache_.*|cachetags|sessions|watchdog|key_value)$/.test(name));
    return {
      tables: kept.length === 0 ? '' : await this.sql(this.words.checksums(kept)),
      files: await this.files(),
    };
  }

  private files(): Promise<string> {
    return this.inWeb(
      'cd /var/www && find html/sites/default/files private -type f -not -path "*/css/*" -not -path "*/styles/*" -exec sha256sum {} + | sort | sha256sum',
    );
  }

  /** The same site, for somebody whose CI variables differ. */
  as(variables: Partial<ReturnType<typeof secrets>>): DataSite {
    return Object.assign(Object.create(DataSite.prototype), this, { variables: { ...this.variables, ...variables } });
  }

  /** Runs a command to its end. */
  run(command: string, folder: string, ...args: string[]): Promise<Run> {
    return run([command, folder, ...args], this.variables);
  }

  start(command: string, folder: string, ...args: string[]): Running {
    return start([command, folder, ...args], this.variables);
  }

  /** Runs a command that has to succeed. */
  async succeed(command: string, folder: string, ...args: string[]): Promise<Run> {
    const result = await this.run(command, folder, ...args);
    if (result.status !== 0) throw new Error(`${command} ended with ${result.status}:\n${result.output}`);
    return result;
  }

  /** Starts the scheduled backup, or care, as the schedule would, but once; returns the Job's name. */
  async startJob(cronJob: 'backup' | 'backup-care' | 'backup-rehearsal'): Promise<string> {
    const name = unique(cronJob);
    const { spec } = await bed.get(this.namespace, 'cronjob', cronJob);
    const { metadata, spec: job } = spec.jobTemplate;
    const once = { ...job, backoffLimit: 0 }; // another try tells nothing new, and takes as long
    await bed.apply([
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...metadata, name, namespace: this.namespace }, spec: once },
    ]);
    return name;
  }

  /** Runs lines of shell in one container of a CronJob's pod, to their end, with all that the container has; returns its log. */
  async inPodOf(cronJob: string, container: string, script: string): Promise<string> {
    const name = unique(cronJob);
    const { spec } = await bed.get(this.namespace, 'cronjob', cronJob);
    const { template } = spec.jobTemplate.spec;
    const { initContainers, containers } = template.spec;
    const [{ args: _args, ...own }] = containers.filter((one: Live) => one.name === container);
    const pod = {
      ...template.spec,
      initContainers: initContainers.filter((one: Live) => one.name === 'tools'),
      containers: [{ ...own, command: ['sh', '-c', script] }],
    };
    const metadata = { name, namespace: this.namespace };
    const job = { backoffLimit: 0, template: { ...template, spec: pod } };
    await bed.apply([{ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: job }]);
    const end = await this.end(name);
    const log = await this.kubectl('logs', `job/${name}`, '--container', container);
    if (end === 'Failed') throw new Error(`${script}\nfailed:\n${log}`);
    return log;
  }

  /** Waits for a Job's end. */
  async end(job: string, seconds = 300): Promise<'Complete' | 'Failed'> {
    return eventually(`the end of job/${job}`, seconds, async () => {
      const { status } = await bed.get(this.namespace, 'job', job);
      const ended = status.conditions?.find(
        ({ type, status: is }: Live) => is === 'True' && /^(Complete|Failed)$/.test(type),
      );
      return ended?.type;
    });
  }

  /** What the pods of a Job gave as the reason of their end, in all containers. */
  async reasons(job: string): Promise<string> {
    const { items } = await bed.get(this.namespace, 'pods', '--selector', `batch.kubernetes.io/job-name=${job}`);
    return items
      .flatMap(({ status }: Live) => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
      .map(({ state }: Live) => state.terminated?.message ?? '')
      .join('\n');
  }

  /** How many snapshots a bucket holds. */
  async snapshots(bucket = this.site): Promise<number> {
    return (await this.stored(bucket)).filter((key) => key.includes('/live/snapshots/')).length;
  }

  /** What a bucket holds. */
  async stored(bucket = this.site): Promise<string[]> {
    const list = await bed.script('s3-user', 'curl', `${bucket}?list-type=2`, '--retry', '5', '--retry-all-errors');
    return [...list.matchAll(/<Key>([^<]+)<\/Key>/g)].flatMap(([, key]) => key ?? []);
  }

  /** Changes or deletes what the bucket holds, behind restic's back. */
  async tamper(isMeant: (key: string) => boolean, method: 'PUT' | 'DELETE'): Promise<void> {
    for (const key of (await this.stored()).filter(isMeant))
      await bed.script('s3-user', 'curl', `${this.site}/${key}`, '-X', method);
  }

  /** Takes namespace and key away. */
  async remove(): Promise<void> {
    await bed.tryKubectl('delete', 'namespace', this.namespace, '--wait=false');
    await this.revoke().catch(() => undefined);
  }
}
