import { ask } from './https';
import { sleep } from './process';

/** One request of a constant stream. */
export interface Visit {
  /** Milliseconds since 1970 at which it was asked, and at which it ended. */
  readonly asked: number;
  readonly ended: number;
  /** The status, or why there was none. */
  readonly answer: number | string;
}

/** Visitors who ask without a pause, each with a connection of their own, until they are told to stop. */
export class Visitors {
  readonly visits: Visit[] = [];
  private running = true;
  private readonly all: Promise<unknown>;

  constructor(url: string, number = 4) {
    this.all = Promise.all(Array.from({ length: number }, () => this.visit(url)));
  }

  async stop(): Promise<Visit[]> {
    this.running = false;
    await this.all;
    return this.visits;
  }

  get lost(): Visit[] {
    return this.visits.filter(({ answer }) => answer !== 200);
  }

  private async visit(url: string): Promise<void> {
    while (this.running) {
      const asked = Date.now();
      const answer = await ask(url, { timeout: 10_000 }).then(({ status }) => status, String);
      this.visits.push({ asked, ended: Date.now(), answer });
      await sleep(answer === 200 ? 20 : 100);
    }
  }
}

/** Between the first request that was lost and the first that was served after the last lost one, in milliseconds. */
export function downtime(visits: readonly Visit[]): number {
  const lost = visits.filter(({ answer }) => answer !== 200);
  if (lost.length === 0) return 0;
  const begin = Math.min(...lost.map(({ asked }) => asked));
  const last = Math.max(...lost.map(({ asked }) => asked));
  const again = visits.filter(({ answer, asked }) => answer === 200 && asked > last).map(({ ended }) => ended);
  return Math.min(...again) - begin;
}
