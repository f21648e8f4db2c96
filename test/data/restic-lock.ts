import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../synth';
import { bed, type DataSite } from './data-site';

/** A repository's key, as `restic cat masterkey` prints it. */
interface MasterKey {
  readonly mac: { readonly k: string; readonly r: string };
  readonly encrypt: string;
}

/** A lock, as `restic cat lock` prints it. */
export interface Lock {
  readonly time: string;
  readonly exclusive?: boolean;
  readonly hostname: string;
  readonly pid: number;
}

/** The locks in a repository. */
export const locksOf = async (shop: DataSite) => (await shop.stored()).filter((key) => key.includes('/locks/'));

/** What a lock says. */
export async function read(shop: DataSite, key: string): Promise<Lock> {
  return JSON.parse(await restic(shop, `cat lock ${key.split('/').pop()}`));
}

/**
 * Puts a lock in the place of another one, as restic itself would have written it: nobody's clock can be turned for it, since all
 * programs of the node have one, and restic asks the kernel for it.
 */
export async function replace(shop: DataSite, key: string, lock: Lock): Promise<void> {
  const sealed = seal(Buffer.from(JSON.stringify(lock)), JSON.parse(await restic(shop, 'cat masterkey')));
  const name = createHash('sha256').update(sealed).digest('hex');
  const file = join(temporaryFolder(), name);
  writeFileSync(file, sealed);
  const { BACKUP_KEY, BACKUP_SECRET } = shop.variables;
  const own = ['--aws-sigv4', 'aws:amz:us-east-1:s3', '--user', `${BACKUP_KEY}:${BACKUP_SECRET}`];
  const request = (path: string, sum: string, ...args: string[]) =>
    bed.enter(
      'curl',
      '-sS',
      '--fail-with-body',
      ...['--cacert', `${bed.dir}/certs/bundle.crt`, ...own, '--header', `x-amz-content-sha256: ${sum}`],
      ...[...args, `https://s3.example.test/${shop.site}/${path}`],
    );
  await request(key.replace(/[^/]*$/, name), name, '--upload-file', file);
  await request(key, createHash('sha256').digest('hex'), '--request', 'DELETE');
}

function restic(shop: DataSite, command: string): Promise<string> {
  return shop.inPodOf('backup-care', 'care', `. /backup/common; restic --quiet --no-lock ${command}`);
}

/** @see https://restic.readthedocs.io/en/stable/100_references.html#keys-encryption-and-mac */
function seal(text: Buffer, { mac, encrypt }: MasterKey): Buffer {
  const nonce = randomBytes(16);
  const cipher = createCipheriv('aes-256-ctr', Buffer.from(encrypt, 'base64'), nonce);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const once = createCipheriv('aes-128-ecb', Buffer.from(mac.k, 'base64'), null).setAutoPadding(false).update(nonce);
  return Buffer.concat([nonce, sealed, poly1305(sealed, Buffer.from(mac.r, 'base64'), once)]);
}

/** @see https://www.rfc-editor.org/rfc/rfc8439#section-2.5 */
function poly1305(message: Buffer, r: Buffer, s: Buffer): Buffer {
  const number = (bytes: Buffer) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const factor = number(r) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let start = 0; start < message.length; start += 16) {
    const block = Buffer.concat([message.subarray(start, start + 16), Buffer.from([1])]);
    sum = ((sum + number(block)) * factor) % ((1n << 130n) - 5n);
  }
  const tag = (sum + number(s)) % (1n << 128n);
  return Buffer.from(tag.toString(16).padStart(32, '0'), 'hex').reverse();
}
