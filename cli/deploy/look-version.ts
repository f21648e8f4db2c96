import type { Version } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';

/** The oldest Kubernetes whose API the manifests are for, and the first kubectl that can prune what it applied server-side. */
const OLDEST = 27;

/** kubectl and the server are recent enough. */
export async function versionProblems({ kubectl }: DeployContext): Promise<string[]> {
  const { clientVersion, serverVersion } = await kubectl.versions();
  return [
    ...tooOld('kubectl', clientVersion, 'install a newer one'),
    ...tooOld('the API server', serverVersion, 'upgrade the cluster'),
  ];
}

function tooOld(what: string, version: Version | undefined, todo: string): string[] {
  if (version === undefined) return [`${what} does not tell its version`];
  const minor = Number.parseInt(version.minor, 10);
  const isRecent = Number(version.major) > 1 || minor >= OLDEST;
  return isRecent ? [] : [`${what} is ${version.major}.${version.minor}, and 1.${OLDEST} or newer is needed: ${todo}`];
}
