import type { DeployContext } from '../context/deploy-context';
import type { Version } from '../kubectl/kubectl';

/** The oldest Kubernetes whose API the manifests are for, and the first kubectl that can prune what it applied server-side. */
const OLDEST = 27;

/** kubectl and the server are recent enough. */
export async function versionProblems({ kubectl, dist }: DeployContext): Promise<string[]> {
  const { clientVersion, serverVersion } = await kubectl.versions();
  const said = Number(dist.plan.kubernetes?.split('.')[1] ?? OLDEST);
  return [
    ...tooOld('kubectl', clientVersion, OLDEST, 'install a newer one'),
    ...tooOld(
      'the API server',
      serverVersion,
      said,
      said > OLDEST ? "upgrade the cluster, or correct the Cluster's version in the site file" : 'upgrade the cluster',
    ),
  ];
}

function tooOld(what: string, version: Version | undefined, oldest: number, fix: string): string[] {
  if (version === undefined) return [`${what} does not tell its version`];
  const minor = Number.parseInt(version.minor, 10);
  const isRecent = Number(version.major) > 1 || minor >= oldest;
  return isRecent ? [] : [`${what} is ${version.major}.${version.minor}, and 1.${oldest} or newer is needed: ${fix}`];
}
