import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE } from './database';
import { type Ended, ok, type ProcessOptions, run } from './process';

export const PROJECT = join(__dirname, '../..');

/** Where the bed's scripts are: beside the project. */
export const TESTBED = join(PROJECT, '../shared/testbed/node');

/** The registries as the node knows them; the private one asks for a password. */
export const REGISTRY = 'registry.testbed';

/** The address that the edge answers on, in the node's network. */
export const EDGE_ADDRESS = '10.123.1.1';

// biome-ignore lint/suspicious/noExplicitAny: objects as the API server has them
export type Live = any;

/** A running one-node cluster. */
export class Bed {
  constructor(readonly dir: string) {}

  /** Whose path finds this cluster's kubectl, and whose kubectl this cluster. */
  get env(): NodeJS.ProcessEnv {
    const { HOME, PATH } = process.env;
    return { HOME, PATH: `${this.dir}:${PATH}`, KUBECONFIG: join(this.dir, 'kubeconfig') };
  }

  kubectl(...args: string[]): Promise<string> {
    return ok(join(this.dir, 'kubectl'), args, { env: this.env });
  }

  /** kubectl that may fail. */
  tryKubectl(...args: string[]): Promise<Ended> {
    return run(join(this.dir, 'kubectl'), args, { env: this.env });
  }

  async get(namespace: string, ...what: string[]): Promise<Live> {
    return JSON.parse(await this.kubectl('--namespace', namespace, 'get', ...what, '-o', 'json'));
  }

  /** Applies objects, or YAML. */
  apply(objects: string | readonly object[], ...args: string[]): Promise<string> {
    const items =
      typeof objects === 'string' ? objects : JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    return ok(join(this.dir, 'kubectl'), ['apply', ...args, '-f', '-'], { env: this.env, input: items });
  }

  /** Runs a command in a pod or workload that is there. */
  exec(namespace: string, target: string, ...command: string[]): Promise<Ended> {
    return this.tryKubectl('--namespace', namespace, 'exec', target, '--', ...command);
  }

  /** Runs statements in the database of a site; the answer's rows, with a tab between two columns. */
  sql(namespace: string, statements: string): Promise<string> {
    const args = ['--namespace', namespace, 'exec', '-i', DATABASE.pod, '--', 'sh', '-c', DATABASE.client];
    return ok(join(this.dir, 'kubectl'), args, { env: this.env, input: statements });
  }

  /** Runs a command on the node. */
  enter(...command: string[]): Promise<string> {
    return ok(join(this.dir, 'enter'), command);
  }

  /** Which container reference the node's own tools are given. */
  crictl(...args: string[]): Promise<string> {
    return this.enter('crictl', ...args);
  }

  addUser(name: string, password: string): Promise<string> {
    return this.script('registry-user', 'add', name, password);
  }

  removeUser(name: string): Promise<string> {
    return this.script('registry-user', 'remove', name);
  }

  get adminPassword(): string {
    return readFileSync(join(this.dir, 'registry/admin-password'), 'utf8').trim();
  }

  /** The port of 127.0.0.1 that leads to the node: `api`, `registry`, `http`, `https`. */
  port(name: string): number {
    const [, port] = new RegExp(`^${name} (\\d+)$`, 'm').exec(readFileSync(join(this.dir, 'ports'), 'utf8')) ?? [];
    return Number(port);
  }

  /** Lets the cluster's DNS know hosts of the edge. */
  addHosts(...hosts: string[]): void {
    for (const host of hosts) this.addHost(EDGE_ADDRESS, host);
  }

  /** Lets the cluster's DNS know a host. */
  addHost(address: string, host: string): void {
    const file = join(this.dir, 'hosts');
    const line = `${address} ${host}\n`;
    if (!readFileSync(file, 'utf8').includes(line)) appendFileSync(file, line);
  }

  /** Runs one of the bed's own scripts for this cluster. */
  script(name: string, ...args: string[]): Promise<string> {
    return script(name, ['--dir', this.dir, ...args]);
  }
}

/** Runs one of the bed's own scripts. */
export function script(name: string, args: readonly string[], options: ProcessOptions = {}): Promise<string> {
  return ok(join(TESTBED, name), args, options);
}

/**
 * The cluster of RECIPE_BED; where there is none, one that is made for these tests, and ended after them.
 * @param also what else is missing here
 */
export async function bedFor(tests: string, also: readonly string[] = []): Promise<Bed> {
  const missing = [...(await lacking()), ...also];
  if (missing.length > 0)
    throw new Error(`these tests cannot run here. They lack\n${missing.map((line) => `  ${line}`).join('\n')}`);
  if (process.env.RECIPE_BED === undefined) {
    const folder = mkdtempSync(join(tmpdir(), `${tests}-`));
    const dir = join(folder, 'bed');
    Object.assign(process.env, { RECIPE_ENDS: dir, RECIPE_CLEARS: folder });
    await script('up', ['--dir', dir]);
    process.env.RECIPE_BED = dir;
  }
  return new Bed(process.env.RECIPE_BED);
}

/** What is missing for the recipe to run here; nothing if it can. */
export async function lacking(): Promise<string[]> {
  const needs = async (program: string, name: string) =>
    (await run('sh', ['-c', `command -v ${program}`])).status === 0 ? [] : [`${program}: install the package ${name}`];
  return [
    ...(process.getuid?.() === 0 ? [] : ['root: only root can make a node']),
    ...(existsSync(join(TESTBED, 'up')) ? [] : [`the test bed: there is no ${join(TESTBED, 'up')}`]),
    ...(await needs('rsync', 'rsync')),
    ...(await needs('git', 'git')),
  ];
}
