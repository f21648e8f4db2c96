import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EDGE_ADDRESS } from './bed';
import { scene } from './scene';

/** A visitor's address, of a range that is kept for documentation. */
export const VISITOR = '203.0.113.7';

/**
 * Runs curl in a network beyond the node's: the node's own calls would reach the edge by the node's address. A process
 * holds the network, and ends with the bed; a named one would be in the way of the pods'.
 */
export async function curlAsVisitor(host: string, ...args: string[]): Promise<string> {
  const { bed, folder } = scene();
  const network = join(bed.dir, 'visitor');
  if (!existsSync(network)) {
    const script = `
      unshare --net sleep infinity >/dev/null 2>&1 & pid=$!
      until [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
      ip link add visitor0 type veth peer name eth0 netns $pid
      ip address add 203.0.113.1/24 dev visitor0
      ip link set visitor0 up
      nsenter --target $pid --net sh -euc \
        'ip address add ${VISITOR}/24 dev eth0; ip link set eth0 up; ip route add default via 203.0.113.1'
      echo $pid`;
    writeFileSync(network, await bed.enter('setsid', 'sh', '-euc', script));
  }
  const way = ['--resolve', `${host}:443:${EDGE_ADDRESS}`, '--cacert', join(folder, 'authority.crt')];
  const curl = ['curl', '-s', '--max-time', '20', ...way, ...args];
  return bed.enter('nsenter', '--target', readFileSync(network, 'utf8').trim(), '--net', ...curl);
}
