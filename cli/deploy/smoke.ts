import { causeOf } from '../context/cause';
import { type DeployContext, type Pause, poll } from '../context/deploy-context';
import { authorization, type Login, readLogin } from '../door/login';

/** More than an edge takes to read what has changed, in milliseconds. */
const EDGE_DELAY = 20_000;
const BETWEEN_TRIES = 1000;

/**
 * Asks the site's address for a page that no cache holds, from where the deploy runs; says so where that is not possible. What
 * is closed must ask for its password.
 * @param delay how long an edge may take to see that, in milliseconds
 */
export async function smoke(context: DeployContext, delay = EDGE_DELAY): Promise<string[]> {
  const { dist, progress, stop } = context;
  const { url, closed } = dist.plan;
  try {
    if (closed?.by === 'password') return await closedProblems(context, poll({ timeout: delay, stop }));
    const status = await ask(url);
    progress.note(`${url} answers ${status}`);
    return status >= 500 ? [`${url} answers ${status}`] : [];
  } catch (error) {
    progress.note(`${url} could not be reached from here: ${causeOf(error) ?? String(error)}`);
    return [];
  }
}

async function ask(url: string, login?: Login): Promise<number> {
  const uncached = new URL(url);
  uncached.searchParams.set('release', Date.now().toString(36));
  const headers: Record<string, string> = login === undefined ? {} : { Authorization: authorization(login) };
  return (await fetch(uncached, { redirect: 'manual', headers, signal: AbortSignal.timeout(10_000) })).status;
}

/** Whoever has no password is sent away, and whoever has it is not. */
async function closedProblems(context: DeployContext, pause: Pause): Promise<string[]> {
  const { progress, dist } = context;
  const { url, closed } = dist.plan;
  const until = async (isRight: (status: number) => boolean, login?: Login) => {
    for (;;) {
      const status = await ask(url, login);
      if (isRight(status) || !(await pause(BETWEEN_TRIES))) return status;
    }
  };
  const stranger = await until((status) => status === 401 || status >= 500);
  if (stranger >= 500) return [`${url} answers ${stranger}`];
  if (stranger !== 401)
    return [
      `${url} answers ${stranger} to whoever has no password, and should ask for it: nothing of what the manifests say closes it. ${
        stranger === 404
          ? `An edge that answers 404 may miss the Secret ${closed?.secret}, or the right to read it`
          : "Is the edge the one that the site file names, and does the image have Debian's Apache?"
      } (docs/access.md)`,
    ];
  const login = await readLogin(context);
  if (login === undefined) {
    progress.note(
      `${url} asks for a password, which the credential may not read: whether the site answers is not known`,
    );
    return [];
  }
  const status = await until((one) => one !== 401, login);
  progress.note(`${url} asks for a password, and answers ${status} to whoever has it`);
  if (status === 401) return [`${url} refuses the password that is in the Secret ${closed?.secret} (docs/access.md)`];
  return status >= 500 ? [`${url} answers ${status}`] : [];
}
