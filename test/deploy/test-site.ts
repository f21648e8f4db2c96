import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Database,
  defineSite,
  Files,
  RegistryCredential,
  type ReviewProps,
  SecretSource,
  type SiteProps,
} from 'cdk8s-drupal';
import { kubectl, unique } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { siteFile, synthFiles } from '../synth';
import { type Run, type Running, run, start } from './command';

/** What the declared secrets are made of. Nothing that is printed may hold one of these values. */
export const VARIABLES = {
  PULL_USER: 'robot-with-a-name',
  PULL_PASSWORD: 'pull-password-5up3r-s3cret',
  PAYMENT_KEY: 'payment-key-n0b0dy-may-see',
};

/** A small site in a namespace of its own, with all kinds of secrets. */
export class TestSite {
  readonly namespace: string;
  private versions = 0;

  constructor(
    name: string,
    private readonly common: Partial<SiteProps> = {},
    private readonly variables: NodeJS.ProcessEnv = {},
  ) {
    this.site = unique(name);
    this.namespace = `${this.site}-live`;
  }

  readonly site: string;

  /** No other site's, so that one may be there beside another. */
  get host(): string {
    return `${this.site}.example.com`;
  }

  /** The manifests of a version: its folder. Image tags tell the simulated pods what to do. */
  version(tag: string, own: Partial<SiteProps> = {}): string {
    const { folder } = this.synth(tag, own, {});
    return join(folder, 'dist', this.site, 'live');
  }

  /** The manifests of a merge request, by its number. */
  review(tag: string, number: string, own: Partial<ReviewProps> = {}): { folder: string; namespace: string } {
    const review = { domain: 'review.example.com', ...own };
    const { folder } = this.synth(tag, { review }, { CI_MERGE_REQUEST_IID: number });
    return {
      folder: join(folder, 'dist', this.site, `review-${number}`),
      namespace: `${this.site}-review-${number}`,
    };
  }

  private synth(tag: string, own: Partial<SiteProps>, env: NodeJS.ProcessEnv) {
    const site = defineSite({
      name: this.site,
      image: `registry.example.com/team/site:${tag}`,
      database: Database.mariadb({ size: '1Gi' }),
      files: Files.block({ size: '1Gi' }),
      cron: { schedule: '7 3 1 1 *' },
      secrets: { 'payment-key': SecretSource.environment('PAYMENT_KEY') },
      pullSecret: RegistryCredential.environment({ userVariable: 'PULL_USER', passwordVariable: 'PULL_PASSWORD' }),
      environments: { live: { hosts: [this.host] } },
      ...this.common,
      ...own,
    });
    this.versions += 1;
    const synthesis = synthFiles([siteFile(site)], { env });
    if (synthesis.status !== 0) throw new Error(synthesis.report);
    return synthesis;
  }

  /** Runs a command to its end. */
  run(command: string, folder: string, args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): Promise<Run> {
    return run([command, folder, ...args], { ...VARIABLES, ...this.variables, ...variables });
  }

  /** Starts a deploy and lets it work. */
  start(folder: string, args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): Running {
    return start(['deploy', folder, ...args], { ...VARIABLES, ...this.variables, ...variables });
  }

  /** Deploys, which has to succeed. */
  async deploy(folder: string, args: readonly string[] = [], variables: NodeJS.ProcessEnv = {}): Promise<Run> {
    const result = await this.run('deploy', folder, args, variables);
    if (result.status !== 0) throw new Error(`deploy ended with ${result.status}:\n${result.output}`);
    return result;
  }

  /** kubectl in the site's namespace. */
  kubectl(...args: string[]): Promise<string> {
    return kubectl(['--namespace', this.namespace, ...args]);
  }

  // biome-ignore lint/suspicious/noExplicitAny: objects of any kind
  async get(...args: string[]): Promise<any> {
    return JSON.parse(await this.kubectl('get', ...args, '--output', 'json'));
  }

  /** The image that the web is to run. */
  async webImage(): Promise<string> {
    const { spec } = await this.get('deployment', 'web');
    return spec.template.spec.containers[0].image.replace(/.*:/, '');
  }

  /** The tags that the web pods run which are there. */
  async webPods(): Promise<string[]> {
    const { items } = await this.get('pods', '--selector', 'app.kubernetes.io/component=web');
    return items.map(({ spec }: { spec: { containers: { image: string }[] } }) =>
      spec.containers[0]?.image.replace(/.*:/, ''),
    );
  }

  /** A release that an earlier deploy has left at work: it does not end. */
  async leaveRelease(name: string): Promise<void> {
    const container = { name: 'drupal', image: 'registry.example.com/team/site:earlier' };
    const template = { spec: { restartPolicy: 'Never', containers: [container] } };
    const labels = { 'app.kubernetes.io/component': 'release' };
    const metadata = { name, namespace: this.namespace, labels };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { suspend: true, template } };
    await kubectl(['apply', '-f', '-'], JSON.stringify(job));
  }

  remove(): Promise<void> {
    return remove([this.namespace]);
  }
}

/** Changes a file of manifests as anybody could. */
export function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${path}`);
  writeFileSync(path, after);
}
