import { secretFolder } from '../contract/secret-names';
import type { Binding } from '../site/backing-service';
import { secretFiles } from '../site/secret-files';
import type { SecretSource } from '../site/secret-source';

const PASSWORD = 'password';
const CA = 'ca.crt';

/** A server outside the cluster, as Drupal's containers reach it. */
export interface OutsideServer {
  /** The service's id, after which its Secrets are named. */
  readonly id: string;
  /** What it is to Drupal, after which the folders of its files are named. */
  readonly role: 'database' | 'cache';
  /** What its Secrets are for, in words. */
  readonly purpose: string;
  readonly port: number;
  readonly password?: SecretSource;
  /** The certificate of the server's authority. */
  readonly ca?: SecretSource;
  readonly addresses?: readonly string[];
}

/** The part of a binding that is the same for each: password and authority as files, and the way there. */
export function outsideServer({ id, role, purpose, port, password, ca, addresses = ['0.0.0.0/0'] }: OutsideServer): {
  readonly passwordFile: string;
  readonly caFile: string;
  readonly binding: Required<Pick<Binding, 'mounts' | 'secrets' | 'connectsTo'>>;
} {
  const login = secretFolder(role);
  const authority = secretFolder(`${role}-ca`);
  const files = [
    ...(password ? [secretFiles({ name: id, path: login, purpose, files: { [PASSWORD]: password } })] : []),
    ...(ca
      ? [secretFiles({ name: `${id}-ca`, path: authority, purpose: `${purpose}'s authority`, files: { [CA]: ca } })]
      : []),
  ];
  return {
    passwordFile: `${login}/${PASSWORD}`,
    caFile: `${authority}/${CA}`,
    binding: {
      mounts: files.flatMap(({ mounts }) => mounts),
      secrets: files.flatMap(({ secrets }) => secrets),
      connectsTo: [{ kind: 'addresses', cidrs: addresses, ports: [port] }],
    },
  };
}
