import { readFileSync } from 'node:fs';
import { request as http } from 'node:http';
import { type Agent, request as https } from 'node:https';
import { join } from 'node:path';
import { eventually } from './process';
import { scene } from './scene';

/** What the edge answered. */
export interface Answered {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** The authority of the ACME server, by which a browser would know the certificates. */
export function authority(): Buffer {
  return readFileSync(join(scene().folder, 'authority.crt'));
}

/**
 * Asks as a browser does: by the host's name, and no certificate passes that the authority did not make for it. Only the
 * address and port are the bed's.
 */
export function ask(
  url: string,
  options: { method?: string; body?: string; timeout?: number; login?: string; agent?: Agent } = {},
): Promise<Answered> {
  const { protocol, hostname, pathname, search } = new URL(url);
  // Without an agent it is a connection for each request, as from as many visitors.
  const { method = 'GET', body, timeout = 20_000, login, agent = false } = options;
  const secure = protocol === 'https:';
  const settings = {
    host: '127.0.0.1',
    port: scene().bed.port(secure ? 'https' : 'http'),
    path: pathname + search,
    method,
    headers: { Host: hostname, 'User-Agent': 'recipe' },
    auth: login,
    agent,
    timeout,
  };
  return new Promise((resolve, reject) => {
    const onAnswer = (response: import('node:http').IncomingMessage) => {
      let text = '';
      response.on('data', (data) => (text += data));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    };
    const asked = secure
      ? https({ ...settings, ca: authority(), servername: hostname }, onAnswer)
      : http(settings, onAnswer);
    asked.on('timeout', () => asked.destroy(new Error(`no answer in ${timeout} ms`)));
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What PHP knows of a request, and the site of itself. */
export interface Facts {
  readonly title: string;
  readonly identifier: string;
  readonly schema: number;
  readonly notes: readonly string[];
  readonly hits: number;
  readonly cron: number;
  readonly client: string;
  readonly scheme: string;
  readonly host: string;
  readonly user: number;
}

/** What the site says of itself; fails if it does not answer at once. */
export async function facts(host: string): Promise<Facts> {
  const { status, body } = await ask(`https://${host}/facts`);
  if (status !== 200) throw new Error(`https://${host}/facts answers ${status}: ${body}`);
  return JSON.parse(body);
}

/** The same, as soon as the edge has heard that a pod is there. */
export function factsSoon(host: string): Promise<Facts> {
  return eventually(`https://${host}/facts`, 30, () => facts(host));
}
