import { sleep } from '../recipe/process';

/** Something that is done again and again until it is stopped. */
export class GoesOn {
  private isOver = false;
  private running: Promise<void> | undefined;

  start(seconds: number, work: () => Promise<unknown>): void {
    this.isOver = false;
    this.running = (async () => {
      while (!this.isOver) {
        await work().catch(() => undefined); // it may be what is to fail
        await sleep(seconds * 1000);
      }
    })();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }
}
