import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { DeployContext } from '../context/deploy-context';
import { smoke } from './smoke';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const RIGHT = `Basic ${Buffer.from('shop:open-sesame').toString('base64')}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const MAY_READ = { status: 0, stdout: `${base64('shop')} ${base64('open-sesame')}`, stderr: '' };
const MAY_NOT = { status: 1, stdout: '', stderr: 'Error from server (Forbidden)' };

/** What a deploy says of a site that answers so. */
async function tried(
  status: (request: IncomingMessage) => number,
  { closed, secret = MAY_READ }: { closed?: 'password' | 'addresses'; secret?: object } = {},
): Promise<{ problems: string[]; notes: string[] }> {
  const notes: string[] = [];
  const address = await new Promise<string>((resolve) => {
    const server = createServer((request, response) => {
      response.writeHead(status(request));
      response.end();
    }).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      resolve(`http://127.0.0.1:${port}/`);
    });
    servers.push(server);
  });
  const context = {
    kubectl: { run: async () => secret },
    dist: { plan: { url: address, closed: closed && { by: closed, secret: 'web-access' } } },
    progress: { note: (line: string) => notes.push(line.replace(address, 'URL')) },
    stop: new AbortController().signal,
  } as unknown as DeployContext;
  const problems = await smoke(context, 1500);
  return { problems: problems.map((line) => line.replace(address, 'URL')), notes };
}

const door = (request: IncomingMessage, inside = 200) => (request.headers.authorization === RIGHT ? inside : 401);

test('what is open is asked for a page', async () => {
  expect(await tried(() => 200)).toEqual({ problems: [], notes: ['URL answers 200'] });
  expect((await tried(() => 502)).problems).toEqual(['URL answers 502']);
});

test('what is closed asks for its password, and answers to whoever has it', async () => {
  expect(await tried((request) => door(request), { closed: 'password' })).toEqual({
    problems: [],
    notes: ['URL asks for a password, and answers 200 to whoever has it'],
  });
});

test('an edge may take a moment to see that it is closed', async () => {
  let asked = 0;
  const slowly = (request: IncomingMessage) => (++asked === 1 ? 200 : door(request));
  expect((await tried(slowly, { closed: 'password' })).problems).toEqual([]);
});

test.each<[what: string, status: (request: IncomingMessage) => number, says: string]>([
  ['an edge that lets everybody in', () => 200, 'URL answers 200 to whoever has no password'],
  ['an edge that cannot read the Secret', () => 404, 'may miss the Secret web-access'],
  ['another password', () => 401, 'URL refuses the password that is in the Secret web-access'],
  ['a site that is broken behind its door', (request) => door(request, 500), 'URL answers 500'],
  ['a door that is broken', () => 503, 'URL answers 503'],
])('%s fails', async (_what, status, says) => {
  const { problems } = await tried(status, { closed: 'password' });
  expect(problems).toEqual([expect.stringContaining(says)]);
});

test('whoever may not read the password cannot say whether the site answers', async () => {
  const { problems, notes } = await tried((request) => door(request), { closed: 'password', secret: MAY_NOT });
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('which the credential may not read')]);
});

test('where addresses are let in, that of the job may be one or not', async () => {
  for (const status of [200, 403])
    expect(await tried(() => status, { closed: 'addresses' })).toEqual({
      problems: [],
      notes: [`URL answers ${status}`],
    });
});
