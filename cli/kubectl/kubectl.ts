import { spawn } from 'node:child_process';

/** What kubectl said, and how it ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Thrown when kubectl fails where it should not. */
export class KubectlError extends Error {
  constructor(
    readonly command: string,
    readonly answer: Answer,
  ) {
    super(`${command}: ${answer.stderr.trim() || `exit status ${answer.status}`}`);
    this.name = 'KubectlError';
  }
}

export interface KubectlOptions {
  /** The context of the kubeconfig. */
  readonly context?: string;
  /** Where everything happens. */
  readonly namespace: string;
}

/** One manager for all fields that are ours, so that a later apply may take back what an earlier one said. */
export const FIELD_MANAGER = 'cdk8s-drupal';

/** The engine: every change to the cluster is a call of kubectl. What is secret goes by standard input alone. */
export class Kubectl {
  constructor(private readonly options: KubectlOptions) {}

  get namespace(): string {
    return this.options.namespace;
  }

  /** Runs kubectl; a failure is an answer too. */
  run(
    args: readonly string[],
    { input, env = {} }: { input?: string; env?: Record<string, string> } = {},
  ): Promise<Answer> {
    const { context, namespace } = this.options;
    const all = [...(context === undefined ? [] : ['--context', context]), '--namespace', namespace, ...args];
    return new Promise((resolve, reject) => {
      const child = spawn('kubectl', all, { stdio: 'pipe', env: { ...process.env, ...env } });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', (data) => (stdout += data));
      child.stderr.on('data', (data) => (stderr += data));
      child.on('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ENOENT' ? new MissingKubectl() : error),
      );
      child.on('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
      child.stdin.on('error', () => undefined); // kubectl has ended early, and says why itself
      child.stdin.end(input ?? '');
    });
  }

  /** Runs kubectl and returns what it prints; fails if kubectl does. */
  async ok(args: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<string> {
    const answer = await this.run(args, options);
    if (answer.status !== 0) throw new KubectlError(`kubectl ${args.slice(0, 3).join(' ')}`, answer);
    return answer.stdout;
  }

  /** An object, or undefined if there is none. */
  async get<T = KubernetesObject>(kind: string, name: string): Promise<T | undefined> {
    const text = await this.ok(['get', kind, name, '--ignore-not-found', '-o', 'json']);
    return text.trim() === '' ? undefined : JSON.parse(text);
  }

  /** All objects of some kinds, perhaps with a selector. */
  async list<T = KubernetesObject>(kinds: string, selector?: string): Promise<T[]> {
    return JSON.parse(await this.ok(['get', kinds, ...(selector ? ['--selector', selector] : []), '-o', 'json'])).items;
  }

  /** Server-side apply of objects that never touch the disk. */
  apply(objects: readonly object[], ...flags: string[]): Promise<string> {
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    return this.ok(['apply', ...SERVER_SIDE, ...flags, '-f', '-'], { input });
  }
}

/** The flags of every apply. */
export const SERVER_SIDE = ['--server-side', `--field-manager=${FIELD_MANAGER}`, '--force-conflicts'];

/** An object as the API server has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly generation?: number;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the rest differs by kind, and is read only after asking for the kind
  readonly [field: string]: any;
}

/** kubectl is not on the path. */
export class MissingKubectl extends Error {
  constructor() {
    super('kubectl is not on the PATH: install it (1.27 or newer), or use an image that has it');
    this.name = 'MissingKubectl';
  }
}
