import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bed, type DataSite } from './data-site';

/** An address of the internet, as far as network policies can tell, and that of the storage behind it. */
const ADDRESS = '198.51.100.6';
const STORAGE = '198.51.100.9';

/** Lets through so many bytes a second, all connections together, each piece late. It ends with its input. */
const PROXY = (bytesPerSecond: number, latency: number) => `
const { pipeline, Transform } = require('node:stream');
const net = require('node:net');
let free = 0;
const slowly = () => new Transform({
  transform(piece, _, done) {
    free = Math.max(free, Date.now()) + (piece.length / ${bytesPerSecond}) * 1000;
    setTimeout(() => done(null, piece), free - Date.now() + ${latency});
  },
});
net.createServer({ allowHalfOpen: true }, (near) => {
  const far = net.connect({ host: '${STORAGE}', port: 443, allowHalfOpen: true });
  pipeline(near, slowly(), far, () => {});
  pipeline(far, slowly(), near, () => {});
}).listen(443, '${ADDRESS}', () => console.log('ready'));
process.stdin.on('end', () => process.exit()).resume();`;

let proxy: ChildProcess | undefined;

/** Slows the storage down for the pods that a site's CronJobs have from now on. */
export async function slowDown(shop: DataSite, bytesPerSecond: number, latency: number): Promise<void> {
  await bed.enter('ip', 'address', 'replace', `${ADDRESS}/32`, 'dev', 'node0');
  const script = ['-e', PROXY(bytesPerSecond, latency)];
  proxy = spawn(join(bed.dir, 'enter'), [process.execPath, ...script], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (proxy.stdout) await once(proxy.stdout, 'data');
  await hosts(shop, [{ ip: ADDRESS, hostnames: ['s3.example.test'] }]);
}

/** Makes it as fast as it is. */
export async function speedUp(shop: DataSite): Promise<void> {
  proxy?.stdin?.end();
  await hosts(shop, null);
}

async function hosts(shop: DataSite, hostAliases: object[] | null): Promise<void> {
  const spec = { jobTemplate: { spec: { template: { spec: { hostAliases } } } } };
  await shop.kubectl('patch', 'cronjob', 'backup', '--type=merge', `--patch=${JSON.stringify({ spec })}`);
}
