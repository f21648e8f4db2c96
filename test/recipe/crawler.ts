import { Agent } from 'node:https';
import { ask } from './https';
import { sleep } from './process';
import { curlAsVisitor } from './visitor';

/** What a crawler does when it is told that it is too much: it asks again. */
const AGAIN = 500;

/** A crawler that walks over facets, each of which is a page of its own, over many connections from one address: this machine's. */
export class Crawler {
  private readonly answers: number[] = [];
  private running = true;
  private pages = 0;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly all: Promise<unknown>;

  constructor(
    private readonly host: string,
    connections: number,
  ) {
    this.all = Promise.all(Array.from({ length: connections }, () => this.crawl()));
  }

  /** How often the edge answered so, and how often not at all: 0. */
  count(status: number): number {
    return this.answers.filter((answer) => answer === status).length;
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.all;
    this.agent.destroy();
  }

  private async crawl(): Promise<void> {
    while (this.running) {
      const url = `https://${this.host}/find?f[0]=${this.pages++}`;
      const status = await ask(url, { agent: this.agent }).then(
        (answer) => answer.status,
        () => 0,
      );
      this.answers.push(status);
      if (status !== 200) await sleep(AGAIN);
    }
  }
}

/** Pages that a visitor with an address of his own asks for, one after the other: how long 95 of 100 took at most, in milliseconds. */
export async function visitorsP95(host: string, pages: number): Promise<number> {
  const url = `https://${host}/find?q=[1-${pages}]`;
  const lines = await curlAsVisitor(host, '-o', '/dev/null', '-w', '%{http_code} %{time_total}\\n', url);
  const visits = lines.trim().split('\n');
  const refused = visits.filter((visit) => !visit.startsWith('200 '));
  if (visits.length !== pages || refused.length > 0)
    throw new Error(
      `of ${pages} pages the visitor got ${visits.length}, and ${refused.length} without 200: ${refused[0]}`,
    );
  const times = visits.map((visit) => Number(visit.split(' ')[1]) * 1000).sort((a, b) => a - b);
  return times[Math.ceil(0.95 * pages) - 1] ?? Number.POSITIVE_INFINITY;
}
