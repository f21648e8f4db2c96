import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came. */
export interface Posted {
  readonly path: string | undefined;
  readonly text: string;
}

/** A receiver of messages on this machine, which keeps what comes. */
export interface Webhook {
  readonly address: string;
  readonly came: Posted[];
  close(): void;
}

/**
 * Starts one.
 * @param status what a path is answered with, and where it leads; undefined for no answer at all
 */
export async function webhook(status: (path: string | undefined) => number | undefined = () => 200): Promise<Webhook> {
  const came: Posted[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (data) => {
      text += data;
    });
    request.on('end', () => {
      came.push({ path: request.url, text });
      const code = status(request.url);
      if (code !== undefined) response.writeHead(code, code === 302 ? { location: '/200' } : {}).end('who cares');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
