import { join } from 'node:path';
import type { AlarmName } from '../../lib/contract/alarms';
import type { AlarmRule } from '../../lib/metrics/alarm-rules';
import type { Bed, Live } from '../recipe/bed';
import { eventually, ok } from '../recipe/process';
import { Endpoints } from './endpoints';
import { configuration, MONITORING, PLATFORM, type Scrape, scrapesOf } from './scrape';
import { inShorterTime } from './shorter';

/** An alarm, as Prometheus' API tells it. */
export interface Raised {
  readonly name: AlarmName;
  readonly state: 'pending' | 'firing';
  readonly summary: string;
}

/** The Prometheus on the node, and what its operator does for it. */
export class Prometheus {
  private readonly endpoints: Endpoints;
  private scrapes: readonly Scrape[] = [];
  private readonly written = new Map<string, string>();
  private writing = Promise.resolve();

  constructor(private readonly bed: Bed) {
    this.endpoints = new Endpoints(bed, () => this.writeTargets());
  }

  /** Has it read a site's ServiceMonitor and rules, as they are in the cluster; the rules in shorter time. */
  async load(namespace: string): Promise<void> {
    const { bed } = this;
    const { items: monitors } = await bed.get(namespace, 'servicemonitors');
    const { items: rules } = await bed.get(namespace, 'prometheusrules');
    const { items: nodes } = await bed.get('', 'nodes');
    const groups = rules
      .flatMap(({ spec }: Live) => spec.groups)
      .map(({ name, rules: all }: { name: string; rules: AlarmRule[] }) => ({ name, rules: all.map(inShorterTime) }));
    this.scrapes = [...PLATFORM, ...monitors].flatMap(scrapesOf);
    this.writeTargets();
    await this.writing;
    await this.write('/work/rules.yml', { groups });
    await this.write(
      '/work/prometheus.yml',
      configuration(this.scrapes, `${nodes[0].status.addresses[0].address}:10250`),
    );
    await eventually('Prometheus with its rules', 60, async () => {
      await this.curl('/-/reload', '-X', 'POST'); // says what is wrong with them
      return (await this.curl('/-/ready')).includes('Ready');
    });
  }

  async raised(): Promise<Raised[]> {
    const { alerts } = await this.api('alerts');
    return alerts.map(({ labels, annotations, state }: Live) => ({
      name: labels.alertname,
      state,
      summary: annotations.summary,
    }));
  }

  /** What an expression gives now. */
  async query(expression: string): Promise<Live[]> {
    return (await this.api('query', '-G', '--data-urlencode', `query=${expression}`)).result;
  }

  /** What it reads, and what is wrong with that. */
  async targets(): Promise<{ job: string; health: string; error: string }[]> {
    const { activeTargets } = await this.api('targets?state=active');
    return activeTargets.map(({ scrapePool: job, health, lastError: error }: Live) => ({ job, health, error }));
  }

  stop(): void {
    this.endpoints.stop();
  }

  /** Those files whose content has changed. */
  private writeTargets(): void {
    for (const scrape of this.scrapes) {
      const targets = this.endpoints.targetsOf(scrape);
      if (this.written.get(scrape.file) === JSON.stringify(targets)) continue;
      this.written.set(scrape.file, JSON.stringify(targets));
      this.writing = this.writing.then(() => this.write(scrape.file, targets));
    }
  }

  private async api(path: string, ...options: string[]): Promise<Live> {
    return JSON.parse(await this.curl(`/api/v1/${path}`, ...options)).data;
  }

  private async curl(path: string, ...options: string[]): Promise<string> {
    const service = await this.bed.get(MONITORING, 'service', 'prometheus');
    const url = `http://${service.spec.clusterIP}:9090${path}`;
    return this.bed.enter('curl', '-sS', '--fail-with-body', ...options, url);
  }

  private async write(file: string, content: object): Promise<void> {
    const args = ['--namespace', MONITORING, 'exec', '-i', 'deploy/prometheus', '--'];
    const write = ['sh', '-c', `cat > ${file}.new && mv ${file}.new ${file}`];
    const { dir, env } = this.bed;
    await ok(join(dir, 'kubectl'), [...args, ...write], { env, input: JSON.stringify(content) });
  }
}
