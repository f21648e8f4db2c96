import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { kubectl } from '../cluster/kubectl';

/** The API server of the test bed, whose folder KUBECONFIG is in: stopped and started like an upgraded control plane, or overloaded. */
export class ApiServerProcess {
  /** Undefined where the cluster is no test bed: nobody may stop its API server then. */
  static ofTestBed(): ApiServerProcess | undefined {
    const folder = dirname(process.env.KUBECONFIG ?? '');
    return existsSync(join(folder, 'pids/kube-apiserver')) ? new ApiServerProcess(folder) : undefined;
  }

  private readonly pidFile: string;
  private readonly log: string;

  private constructor(folder: string) {
    this.pidFile = join(folder, 'pids/kube-apiserver');
    this.log = join(folder, 'logs/kube-apiserver');
  }

  /** Takes the server away for a while, and returns when it is ready again. */
  async absent(milliseconds: number): Promise<void> {
    const pid = Number(readFileSync(this.pidFile, 'utf8'));
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    process.kill(pid, 'SIGKILL');
    while (existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '')
      await setTimeout(20);
    await setTimeout(milliseconds);
    const log = openSync(this.log, 'a');
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log] });
    child.unref();
    writeFileSync(this.pidFile, `${child.pid}\n`);
    await this.ready();
  }

  /** Lets the server hang for a while: it takes requests, and answers none. */
  async frozen(milliseconds: number): Promise<void> {
    const pid = Number(readFileSync(this.pidFile, 'utf8'));
    process.kill(pid, 'SIGSTOP');
    await setTimeout(milliseconds);
    process.kill(pid, 'SIGCONT');
    await this.ready();
  }

  private async ready(): Promise<void> {
    for (const until = Date.now() + 60_000; ; ) {
      try {
        await kubectl(['get', '--raw', '/readyz']);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
        await setTimeout(200);
      }
    }
  }
}
