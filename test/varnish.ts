import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { varnishArguments } from '../lib/services/varnish/varnish-server';
import { VCL_FILE, VCL_FOLDER, WORK_FOLDER } from '../lib/services/varnish/vcl';
import { freePort } from './free-port';

const hasVarnish = spawnSync('varnishd', ['-V']).status === 0;
const WHAT = 'what Varnish makes of it';

/** Tests of what a real varnishd does, where there is one. */
export function describeVarnish(tests: () => void): void {
  if (hasVarnish) describe(WHAT, tests);
  else describe.skip(`${WHAT} [skipped: there is no varnishd here; .ci/install-tools installs it]`, tests);
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A varnishd at work on files as its pod has them, in front of a backend of this machine. */
export class RunningVarnish {
  private constructor(
    private readonly server: ChildProcess,
    private readonly folder: string,
    private readonly ports: { readonly visitors: number; readonly purges: number },
    private readonly said: string[],
  ) {}

  /** Starts one. @throws Error with what it says, if it does not take its files */
  static async start(files: Readonly<Record<string, string>>): Promise<RunningVarnish> {
    const folder = mkdtempSync(join(tmpdir(), 'varnish-'));
    const here = (text: string) => text.replaceAll(VCL_FOLDER, folder).replaceAll(WORK_FOLDER, folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), here(text));
    mkdirSync(join(folder, 'run'));
    const ports = { visitors: await freePort(), purges: await freePort() };
    const args = varnishArguments({
      ports,
      memory: 64,
      vcl: join(folder, VCL_FILE),
      host: '127.0.0.1',
      folder: join(folder, 'run'),
    });
    const server = spawn(
      'varnishd',
      args.flatMap((one) => one.split(' ')),
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const said: string[] = [];
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (data) => said.push(String(data)));
    const varnish = new RunningVarnish(server, folder, ports, said);
    for (let tries = 0; tries < 400; tries++) {
      if (server.exitCode !== null) throw new Error(said.join(''));
      if (await varnish.purge('GET', '/').catch(() => undefined)) return varnish;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`varnishd does not answer: ${said.join('')}`);
  }

  /** Asks as the edge does for a visitor. */
  ask(path: string, question: Question = {}): Promise<Answer> {
    const headers = {
      Host: 'shop.example.com',
      'X-Forwarded-For': '203.0.113.7',
      'X-Forwarded-Proto': 'https',
      ...question.headers,
    };
    return ask(this.ports.visitors, path, { ...question, headers });
  }

  /** Asks as Drupal's pods do. */
  purge(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return ask(this.ports.purges, path, { method, headers: { Host: 'varnish-pods:8081', ...headers } });
  }

  /** Writes a file into its folder. */
  write(name: string): void {
    writeFileSync(join(this.folder, name), '');
  }

  async stop(): Promise<void> {
    this.server.kill('SIGTERM');
    if (this.server.exitCode === null) await new Promise((resolve) => this.server.once('exit', resolve));
    rmSync(this.folder, { recursive: true });
    const panic = this.said.find((line) => /panic|died/i.test(line));
    if (panic !== undefined) throw new Error(panic);
  }
}

function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (data) => parts.push(data));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('latin1'),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What a backend answers. */
export interface Served {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** A web in front of which Varnish stands. It tells what reached it, and can be away. */
export class Backend {
  readonly seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  /** What it answers, by path; else a page of its own that may be kept. */
  answers: Record<string, Served | ((request: IncomingMessage) => Served)> = {};
  private server?: Server;
  port = 0;

  async open(): Promise<void> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const { method = '', url = '', headers } = request;
      this.seen.push({ method, url, headers, body });
      const known = this.answers[url];
      const served = typeof known === 'function' ? known(request) : known;
      const page = `page ${this.seen.length}`;
      response.writeHead(served?.status ?? 200, { 'Cache-Control': 'public, max-age=600', ...served?.headers });
      response.end(served?.body ?? page);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    // Where a connection was refused, Varnish does not try another one for a quarter of a second.
    await new Promise((resolve) => setTimeout(resolve, 400));
  }

  /** As a Service without a pod that is ready: connections are refused. */
  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** How often something was asked for. */
  timesOf(url: string): number {
    return this.seen.filter((one) => one.url === url).length;
  }

  /** What reached it the last time. */
  last() {
    const [last] = this.seen.slice(-1);
    if (last === undefined) throw new Error('nothing reached the backend');
    return last;
  }
}
