import type { DeployContext } from '../context/deploy-context';
import { readLogin } from './login';

/** How to come in. A job's log is read by more people than the Secret. */
export async function loginLines(context: Pick<DeployContext, 'kubectl' | 'dist' | 'variables'>): Promise<string[]> {
  const { dist, variables } = context;
  const { closed, url } = dist.plan;
  if (closed === undefined) return [];
  if (closed.by === 'addresses') return [`${url} lets only the addresses in that the site file names`];
  const login = await readLogin(context);
  if (login === undefined)
    return [
      `${url} asks for a password: the Secret ${closed.secret} is not there yet, or the credential may not read it`,
    ];
  return [
    variables.CI
      ? `${url} asks for a password: user ${login.user}; run status outside CI to see the password`
      : `${url} asks for a password: user ${login.user}, password ${login.password}`,
  ];
}
