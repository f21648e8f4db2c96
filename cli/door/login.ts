import type { DeployContext } from '../context/deploy-context';

/** By what a closed environment lets one in. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

const TEMPLATE = '{{.data.username}} {{.data.password}}';

/** User and password of a closed environment; undefined where there are none yet, or the credential may not read them. */
export async function readLogin({
  kubectl,
  dist,
}: Pick<DeployContext, 'kubectl' | 'dist'>): Promise<Login | undefined> {
  const secret = dist.plan.closed?.secret;
  if (secret === undefined) return undefined;
  const { status, stdout } = await kubectl.run(['get', 'secret', secret, '-o', `go-template=${TEMPLATE}`]);
  const [user, password] = stdout.trim().split(' ').map(decoded);
  return status === 0 && user && password ? { user, password } : undefined;
}

/** The header that says it. */
export function authorization({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** What has no value is written so by kubectl. */
function decoded(value: string): string {
  return value === '<no' || value === 'value>' ? '' : Buffer.from(value, 'base64').toString();
}
