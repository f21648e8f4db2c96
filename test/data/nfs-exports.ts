import { bed } from './data-site';

/** Where the node keeps what stands in for the server's disk, and its mount. */
const PLACE = '/run/nfs-exports';

/**
 * The kernels that these tests run on have no client of NFS, so the node's mount binds a folder where the kubelet asks for an export.
 * All else is as with a server: the volume, its options, that no fsGroup is set, that several pods write at once.
 */
const MOUNT = `#!/bin/sh
if [ "$1 $2" = '-t nfs' ]; then
  echo "$*" >> ${PLACE}/asked
  for target; do from=$last last=$target; done
  exec ${PLACE}/mount --bind "${PLACE}/disk\${from#*:}" "$last"
fi
exec ${PLACE}/mount "$@"
`;

const PREPARE = `[ ! -e ${PLACE}/mount ] || exit 0
mkdir -p ${PLACE}/disk && cp /usr/bin/mount ${PLACE}/mount && printf '%s' "$0" > ${PLACE}/wrapper && chmod 755 ${PLACE}/wrapper &&
  ${PLACE}/mount -t tmpfs disk ${PLACE}/disk && ${PLACE}/mount --bind ${PLACE}/wrapper /usr/bin/mount`;

/** Exports a folder whose `public` and `private` are Drupal's, as services.md asks for. */
export async function exportFolder(path: string, user: number): Promise<void> {
  await bed.enter('sh', '-c', PREPARE, MOUNT);
  const folders = ['public', 'private'].map((name) => `${PLACE}/disk${path}/${name}`);
  await bed.enter('mkdir', '-p', ...folders);
  await bed.enter('chown', `${user}:${user}`, ...folders);
}

/** What the kubelet has asked for: the arguments of its mounts. */
export function asked(): Promise<string> {
  return bed.enter('cat', `${PLACE}/asked`);
}
