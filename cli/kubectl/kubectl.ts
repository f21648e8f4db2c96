import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { PROGRAM } from '../../lib/contract/program';
import { isAway } from './is-away';
import { type Answer, KubectlError, MissingKubectl } from './kubectl-error';
import { itemsOf, type KubernetesObject, streamOf } from './kubernetes-object';
import { valuesOfSecrets } from './values-of-secrets';

/** Of kubectl, and of the server. */
export interface Versions {
  readonly clientVersion?: Version;
  readonly serverVersion?: Version;
}

/** Such as 1 and 37, or 27+. */
export interface Version {
  readonly major: string;
  readonly minor: string;
}

export interface KubectlOptions {
  /** The context of the kubeconfig. */
  readonly context?: string;
  /** Where everything happens. */
  readonly namespace: string;
  /**
   * Is told the values of every Secret that is written or read.
   * @default - nobody is told
   */
  readonly onSecrets?: (values: readonly string[]) => void;
}

/** What a call gets besides its arguments. */
export interface CallOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One manager for all fields that are ours, so that a later apply may take back what an earlier one said. */
export const FIELD_MANAGER = PROGRAM;

/** What may be said twice without harm, and so is said again when the server was away. */
const REPEATABLE = ['get', 'apply', 'patch', 'delete'];
/** How long a server may be away, less than a lease lasts, and how long to wait between two tries, in milliseconds. */
const PATIENCE = 25_000;
const BETWEEN_TRIES = 1000;
/** How long one request may take: longer than an admission webhook may (30 s), so only a server that hangs is given up. */
const REQUEST_TIMEOUT = '--request-timeout=40s';

/** The engine: every change to the cluster is a call of kubectl. What is secret goes by standard input alone. */
export class Kubectl {
  private greeting: Promise<Answer> | undefined;
  private acquainted: Promise<unknown> | undefined;

  constructor(private readonly options: KubectlOptions) {}

  get namespace(): string {
    return this.options.namespace;
  }

  /** Runs kubectl; a failure is an answer too. A server that has answered before and is away is waited for. */
  async run(args: readonly string[], options: CallOptions = {}): Promise<Answer> {
    const greeting = await this.greet();
    if (greeting.status !== 0) return greeting;
    if (args[0] === 'logs') await this.acquaint();
    this.tell(options.input ?? '');
    const answer = await this.persist(args, options);
    this.tell(answer.stdout);
    return answer;
  }

  /** A pod may print any Secret of its namespace, so all are known before its log is read. */
  private acquaint(): Promise<unknown> {
    this.acquainted ??= this.run(['get', 'secrets', '--output=json']);
    return this.acquainted;
  }

  private tell(text: string): void {
    if (this.options.onSecrets === undefined) return;
    const values = valuesOfSecrets(text);
    if (values.length > 0) this.options.onSecrets(values);
  }

  private async persist(args: readonly string[], options: CallOptions): Promise<Answer> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const answer = await this.once(args, options);
      const isWorthwhile = REPEATABLE.includes(args[0] ?? '') && Date.now() < until;
      if (answer.status === 0 || !isWorthwhile || !isAway(answer.stderr)) return answer;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
    }
  }

  /** What kubectl and the server say of themselves. @throws KubectlError */
  async versions(): Promise<Versions> {
    const greeting = await this.greet();
    if (greeting.status !== 0) throw new KubectlError('kubectl version', greeting);
    return JSON.parse(greeting.stdout);
  }

  /** Comes before all else: a single request, where other calls ask a server that hangs for its kinds five times. */
  private greet(): Promise<Answer> {
    this.greeting ??= this.once(['version', '--output=json'], {});
    return this.greeting;
  }

  /** Runs kubectl for what it knows without the server, which may be away. */
  local(args: readonly string[]): Promise<Answer> {
    return this.once(args, {});
  }

  private once(args: readonly string[], { input, env = {} }: CallOptions): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const child = spawn('kubectl', [...this.where(), REQUEST_TIMEOUT, ...args], {
        stdio: 'pipe',
        env: { ...process.env, ...env },
      });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on('data', (data) => stdout.push(data));
      child.stderr.on('data', (data) => stderr.push(data));
      child.on('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ENOENT' ? new MissingKubectl() : error),
      );
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString();
      child.on('close', (status) => resolve({ status: status ?? 1, stdout: text(stdout), stderr: text(stderr) }));
      child.stdin.on('error', () => undefined); // kubectl has ended early, and says why itself
      child.stdin.end(input ?? '');
    });
  }

  /** Starts kubectl for as long as a stream lasts: there is no time limit, and nobody looks at what goes through. */
  stream(args: readonly string[], options: SpawnOptions): ChildProcess {
    return spawn('kubectl', [...this.where(), ...args], { env: process.env, ...options });
  }

  private where(): string[] {
    const { context, namespace } = this.options;
    return [...(context === undefined ? [] : ['--context', context]), '--namespace', namespace];
  }

  /** Runs kubectl and returns what it prints; fails if kubectl does. */
  async ok(args: readonly string[], options?: CallOptions): Promise<string> {
    const answer = await this.run(args, options);
    if (answer.status !== 0) throw new KubectlError(nameOf(args), answer);
    return answer.stdout;
  }

  /** An object, or undefined if there is none. */
  async get<T = KubernetesObject>(kind: string, name: string): Promise<T | undefined> {
    const [found] = await this.getAll<T>([`${kind}/${name}`]);
    return found;
  }

  /** Those of some objects, named `kind/name`, that are there. */
  async getAll<T = KubernetesObject>(names: readonly string[]): Promise<T[]> {
    if (names.length === 0) return [];
    return itemsOf<T>(await this.ok(['get', ...names, '--ignore-not-found', '-o', 'json']));
  }

  /** All objects of some kinds, perhaps with a selector. */
  async list<T = KubernetesObject>(kinds: string, selector?: string): Promise<T[]> {
    return itemsOf<T>(await this.ok(['get', kinds, ...(selector ? ['--selector', selector] : []), '-o', 'json']));
  }

  /** Server-side apply of objects that never touch the disk. */
  apply(objects: readonly object[]): Promise<string> {
    return this.ok(['apply', ...SERVER_SIDE, '-f', '-'], { input: streamOf(objects) });
  }
}

/** A call, as a message names it: what it does and to what, without flags. */
function nameOf(args: readonly string[]): string {
  const flag = args.findIndex((arg) => arg.startsWith('-'));
  return ['kubectl', ...args.slice(0, flag === -1 ? undefined : flag).slice(0, 3)].join(' ');
}

/** The flags of every apply. */
export const SERVER_SIDE = ['--server-side', `--field-manager=${FIELD_MANAGER}`, '--force-conflicts'];
