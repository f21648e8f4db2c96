import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';

/** How long GitLab may take for an answer, in milliseconds. */
const TIMEOUT = 60_000;
/** How much of a refusal's text is shown. */
const SHOWN = 300;

/** By what a job may call GitLab: its own token, or one that somebody made. */
export type Credential = { readonly 'JOB-TOKEN': string } | { readonly 'PRIVATE-TOKEN': string };

/** GitLab's REST API, below the project of the job. */
export class GitlabApi {
  constructor(
    /** Such as `https://gitlab.com/api/v4/projects/7`. */
    private readonly project: string,
    private readonly credential: Credential,
  ) {}

  /** @throws Failure if GitLab refuses, or cannot be reached */
  async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Response> {
    const url = `${this.project}${path}`;
    const answer = await fetch(url, {
      method,
      headers: { ...this.credential, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch((error: Error) => {
      throw new Failure('could not reach GitLab', [`${method} ${url}: ${reasonOf(error)}`], EXIT.failed);
    });
    if (answer.ok) return answer;
    const text = (await answer.text().catch(() => '')).trim().slice(0, SHOWN);
    throw new Failure(
      'GitLab refused',
      [`${method} ${url} was answered with ${answer.status}${text ? `: ${text}` : ''}`],
      EXIT.failed,
    );
  }

  /** The items of a list, page by page. */
  async *list<T>(path: string): AsyncGenerator<T> {
    let page: string | null = '1';
    while (page) {
      const answer: Response = await this.call('GET', `${path}?per_page=100&page=${page}`);
      yield* (await answer.json()) as T[];
      page = answer.headers.get('x-next-page');
    }
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf({ message, cause }: { readonly message: string; readonly cause?: unknown }): string {
  const { message: text, code } = (cause ?? {}) as { readonly message?: string; readonly code?: string };
  return text || code || message;
}
