import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a job made of GitLab's API. */
export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** An answer that comes page by page. */
export class Pages {
  constructor(readonly pages: readonly unknown[]) {}
}

/** A stand-in for GitLab's API: it answers what it was told to, and remembers what it was asked. */
export class GitlabApi {
  readonly requests: ApiRequest[] = [];
  private readonly server: Server;

  /** @param answers what to answer, by method and path; anything else is not found */
  constructor(answers: Readonly<Record<string, unknown>>) {
    this.server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '', 'http://localhost');
      this.requests.push({ method, url, headers, body });
      const answer = answers[`${method} ${url.pathname}`];
      const page = Number(url.searchParams.get('page') ?? 1);
      if (answer instanceof Pages && page < answer.pages.length) response.setHeader('x-next-page', page + 1);
      const content = answer instanceof Pages ? answer.pages[page - 1] : answer;
      response.writeHead(content === undefined ? 404 : 200).end(JSON.stringify(content ?? null));
    });
  }

  /** Begins to listen, and returns where. */
  start(): Promise<string> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`),
      );
    });
  }

  stop(): void {
    this.server.close();
  }
}
