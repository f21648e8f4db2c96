import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** The variables of a machine that is neither CI nor configured for cdk8s; no look-up of a newer cdk8s-cli. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CI|CDK8S|GITLAB)(_|$)/.test(name))),
  CDK8S_CHECK_UPGRADE: 'false',
};

/** Runs a command in this repository and returns how many milliseconds it took. */
export function timed(command: string, { mayFail = false } = {}): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, { cwd: root, env: environment, shell: true, encoding: 'utf8' });
  if (status !== 0 && !mayFail) throw new Error(`${command} failed with status ${status}\n${stderr}`);
  return performance.now() - start;
}

/** What a program of this folder says of its own run. */
export interface Measured {
  /** Milliseconds of processor time, which a busy machine does not stretch. */
  readonly time: number;
  /** The most memory that the process held at once, in MiB. */
  readonly memory: number;
}

/** Runs a program of this folder in a process of its own. */
export function measured(program: string, ...args: (string | number)[]): Measured {
  const command = ['cli/app.cjs', `bench/${program}.ts`, ...args.map(String)];
  const { status, stdout, stderr } = spawnSync('node', command, { cwd: root, env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed with status ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

/** Starts the clock in a program that `measured` runs; the function that it returns stops it and tells. */
export function clock(): () => void {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    const result: Measured = { time: (user + system) / 1000, memory: process.resourceUsage().maxRSS / 1024 };
    console.log(JSON.stringify(result));
  };
}
