import { createHash, randomInt } from 'node:crypto';
import type { ClosedAccess } from '../site/access';
import { loginSecret } from '../site/access';
import type { LoginSource, SecretNeed } from '../site/secret-source';

const PARTS = ['username', 'password', 'auth'] as const;

/** None of those that look alike: a password that is read out is typed in. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 20;

/** The Secret by which a closed environment knows who may come in. */
export function loginNeeds(user: string, access: ClosedAccess | undefined): SecretNeed[] {
  if (access?.by !== 'password') return [];
  const { secret, password } = access;
  const name = loginSecret(access);
  const variable = password?.from === 'environment' ? { variable: password.variable } : {};
  const source = (part: LoginSource['part']): SecretNeed['keys'][string] =>
    secret === undefined ? { from: 'login', part, user, ...variable } : { from: 'existing', secret, key: part };
  return [
    {
      name,
      type: 'kubernetes.io/basic-auth',
      purpose: 'who may come in',
      keys: Object.fromEntries(PARTS.map((part) => [part, source(part)])),
    },
  ];
}

/** A part of a login with its password. */
export function loginValue({ part, user }: LoginSource, password: string): string {
  // The one hash that Traefik, nginx, Apache and Envoy all read. The password itself stands beside it, so a slower one protects nothing.
  const hash = () => createHash('sha1').update(password).digest('base64');
  return { username: () => user, password: () => password, auth: () => `${user}:{SHA}${hash()}` }[part]();
}

/** A password that nobody guesses: 99 bits. */
export function newPassword(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
