import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const COMMAND = join(__dirname, '../../cli/cdk8s-drupal.cjs');

/** How a run of the command ended. */
export interface Run {
  readonly status: number | null;
  /** All that it printed. */
  readonly output: string;
  readonly milliseconds: number;
}

/** A command that is at work. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Run>;
  /** What it has printed so far. */
  output(): string;
  /** Waits until it has printed something. */
  said(pattern: RegExp): Promise<void>;
}

/** The variables of a machine that is no CI, with those of the job. */
function environment(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(CI|CDK8S|GITLAB)(_|$)/.test(name));
  return { ...Object.fromEntries(own), ...variables };
}

/** Starts `cdk8s-drupal`, as the leader of a process group, so that all of it can be killed. */
export function start(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Running {
  const began = Date.now();
  const child = spawn('node', [COMMAND, ...args], { env: environment(variables), stdio: 'pipe', detached: true });
  let text = '';
  child.stdin.end();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => {
      // Whoever it started may hold its output open after it was killed.
      setImmediate(() => resolve({ status, output: text, milliseconds: Date.now() - began }));
    });
  });
  const said = async (pattern: RegExp) => {
    for (;;) {
      if (pattern.test(text)) return;
      if (child.exitCode !== null) throw new Error(`it ended before it said ${pattern}:\n${text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { process: child, ended, output: () => text, said };
}

/** Runs `cdk8s-drupal` to its end. */
export function run(args: readonly string[], variables?: NodeJS.ProcessEnv): Promise<Run> {
  return start(args, variables).ended;
}
