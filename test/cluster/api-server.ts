import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { yamlOf } from '../../lib/synth/yaml';
import { changedTexts } from './kept';
import { FIELD_MANAGER } from './kubectl';

/** What the API server says of an object. */
export interface Verdict {
  /** Why it is refused; undefined if it is accepted. */
  readonly refusal?: string;
  /** Texts that the server would hold otherwise than they were meant. */
  readonly changes: readonly string[];
  readonly warnings: readonly string[];
}

interface Response {
  readonly status: number;
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * The API server, asked many times a second: over connections that stay open, through `kubectl proxy`, which knows every way
 * of logging in. The proxy listens on a socket in a folder of this user's, since it lets in whoever reaches it.
 */
export class ApiServer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });
  private readonly resources = new Map<string, Promise<Map<string, string> | undefined>>();

  private constructor(
    private readonly folder: string,
    private readonly proxy: ChildProcess,
  ) {}

  static async connect(): Promise<ApiServer> {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-proxy-'));
    const proxy = spawn('kubectl', ['proxy', '--unix-socket', join(folder, 'socket')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const server = new ApiServer(folder, proxy);
    for await (const line of createInterface({ input: proxy.stdout })) {
      if (line.startsWith('Starting to serve')) return server;
    }
    server.close();
    throw new Error('kubectl proxy ended before it served');
  }

  close(): void {
    this.agent.destroy();
    this.proxy.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Whether the cluster serves the object's kind. */
  async serves({ apiVersion, kind }: Manifest): Promise<boolean> {
    return (await this.kindsOf(apiVersion))?.has(kind) ?? false;
  }

  /** What would come of applying the object as the YAML that is written of it; nothing is kept. */
  async dryRun(object: Manifest): Promise<Verdict> {
    const { status, text, warnings } = await this.verdictOn(
      `${await this.pathOf(object)}?${DRY_RUN}`,
      yamlOf([object]),
    );
    return status < 300
      ? { changes: changedTexts(object, JSON.parse(text)), warnings }
      : { refusal: messageOf(text), changes: [], warnings };
  }

  /** Asks again where the server says that it could not decide: a busy one runs out of time. */
  private async verdictOn(path: string, body: string): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.send('PATCH', path, body);
      if (response.status < 500 && response.status !== 429) return response;
      if (attempt === ATTEMPTS) throw new Error(`the server does not decide: ${response.status} ${response.text}`);
      await setTimeout(attempt * 1000);
    }
  }

  private async pathOf({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const resource = (await this.kindsOf(apiVersion))?.get(kind);
    if (resource === undefined) throw new Error(`the cluster does not serve ${apiVersion} ${kind}`);
    const namespace = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
    return `${groupPath(apiVersion)}${namespace}/${resource}/${metadata.name}`;
  }

  private kindsOf(apiVersion: string): Promise<Map<string, string> | undefined> {
    const known = this.resources.get(apiVersion) ?? this.discover(apiVersion);
    this.resources.set(apiVersion, known);
    return known;
  }

  private async discover(apiVersion: string): Promise<Map<string, string> | undefined> {
    const { status, text } = await this.send('GET', groupPath(apiVersion));
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`${apiVersion} cannot be discovered: ${status} ${text}`);
    const { resources }: { resources: { name: string; kind: string }[] } = JSON.parse(text);
    return new Map(resources.filter(({ name }) => !name.includes('/')).map(({ name, kind }) => [kind, name]));
  }

  private send(method: string, path: string, body = ''): Promise<Response> {
    const length = Buffer.byteLength(body);
    const headers = length === 0 ? {} : { 'content-type': 'application/apply-patch+yaml', 'content-length': length };
    const socketPath = join(this.folder, 'socket');
    return new Promise((resolve, reject) => {
      const call = request({ socketPath, agent: this.agent, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            warnings: warningsOf(answer.headersDistinct.warning ?? []),
          }),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  }
}

const ATTEMPTS = 5;
const DRY_RUN = new URLSearchParams({
  dryRun: 'All',
  fieldValidation: 'Strict',
  fieldManager: FIELD_MANAGER,
  force: 'true',
});

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** @see https://kubernetes.io/docs/reference/using-api/#warnings */
function warningsOf(headers: readonly string[]): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1')),
  );
}

function messageOf(text: string): string {
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}
