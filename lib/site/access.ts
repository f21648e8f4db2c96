import { SECRET } from '../contract/secret-names';
import type { SecretSource } from './secret-source';

/** Who reaches an environment: everybody, whoever knows a password, or whoever comes from certain addresses. */
export type Access = { readonly by: 'nothing' } | ClosedAccess;

/** What keeps the public out. */
export type ClosedAccess =
  | {
      readonly by: 'password';
      /** Where the password comes from. */
      readonly password?: SecretSource;
      /** The Secret that has user and password already. */
      readonly secret?: string;
    }
  | {
      readonly by: 'addresses';
      /** Ranges of addresses. */
      readonly ranges: readonly string[];
    };

/** A password of the site's own; else a Secret that is there. */
export interface PasswordProps {
  /**
   * Where the password comes from. The user is called like the site.
   * @default - `SecretSource.generated()`, which `cdk8s-drupal status` shows to whoever may read Secrets
   */
  readonly password?: SecretSource;
  /**
   * A Secret of the type `kubernetes.io/basic-auth` that is in the namespace already, in the place of `password`: with the keys
   * `username` and `password`, and `auth`, which holds both as a line of htpasswd.
   * @default - the deploy makes one
   */
  readonly secret?: string;
}

/** Robots are told not to index an environment that is closed. */
export const Access = {
  /**
   * Whoever knows user and password, which the browser asks for.
   * @param props where the password comes from
   */
  password: (props: PasswordProps = {}): Access => ({ ...props, by: 'password' }),

  /**
   * Whoever comes from one of these addresses.
   * @param ranges ranges such as `203.0.113.0/24`
   */
  addresses: (ranges: readonly string[]): Access => ({ by: 'addresses', ranges }),

  /** Everybody. */
  open: (): Access => ({ by: 'nothing' }),
};

/** What a closed environment needs that an edge may be able to do: to ask for a password, to let addresses in, to send robots away. */
export type DoorPart = ClosedAccess['by'] | 'noindex';

/** What the web's pods can do of it. They see the edge's address, and never a visitor's; how Flight Deck's Apache is told is not known. */
const POD_DOORS: Readonly<Record<'official' | 'flightdeck', readonly DoorPart[]>> = {
  official: ['password', 'noindex'],
  flightdeck: [],
};

/** Who does what to close an environment: what is left to the pods, and what neither edge nor pods can do. */
export function doorOf(
  access: ClosedAccess | undefined,
  edge: readonly DoorPart[] = [],
  profile: keyof typeof POD_DOORS = 'official',
): { readonly pods: readonly DoorPart[]; readonly nobody: readonly DoorPart[] } {
  const parts: readonly DoorPart[] = access === undefined ? [] : [access.by, 'noindex'];
  const left = parts.filter((part) => !edge.includes(part));
  const can = POD_DOORS[profile] ?? [];
  return { pods: left.filter((part) => can.includes(part)), nobody: left.filter((part) => !can.includes(part)) };
}

/** What closes an environment; undefined for one that is open. */
export function closedBy(access: Access | undefined): ClosedAccess | undefined {
  return access === undefined || access.by === 'nothing' ? undefined : access;
}

/** The Secret with user and password. */
export function loginSecret({ secret = SECRET.access }: { readonly secret?: string }): string {
  return secret;
}

/** What robots are told. */
export const NOINDEX = { 'X-Robots-Tag': 'noindex' } as const;
