import { spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './process';
import { scene } from './scene';

/** The bed's API server as a process: stopped as by an upgrade, and started again as it was. */
export class ApiServer {
  private readonly pidFile = join(scene().bed.dir, 'control-plane/pids/kube-apiserver');
  private words: string[] = [];

  /** Ends it; whoever talks to it hears nothing until it is started again. */
  async stop(): Promise<void> {
    const pid = readFileSync(this.pidFile, 'utf8').trim();
    this.words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    process.kill(Number(pid), 'SIGKILL');
    await eventually(
      'the end of the API server',
      20,
      async () => !(await scene().bed.tryKubectl('get', '--raw', '/readyz')).stdout,
    );
  }

  async start(): Promise<void> {
    const { bed } = scene();
    const [net] = readFileSync(join(bed.dir, 'pids/net'), 'utf8').split(' ');
    const log = openSync(join(bed.dir, 'control-plane/logs/kube-apiserver'), 'a');
    const child = spawn('nsenter', ['--target', net ?? '', '--net', '--mount', '--', ...this.words], {
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.unref();
    writeFileSync(this.pidFile, String(child.pid)); // so that the bed ends it
    await eventually(
      'the API server',
      120,
      async () => (await bed.tryKubectl('get', '--raw', '/readyz')).stdout === 'ok',
    );
  }
}
