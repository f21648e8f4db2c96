/** Where a secret's value comes from. The value itself never stands in a site file. */
export type SecretSource =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'generated' }
  | { readonly from: 'existing'; readonly secret: string; readonly key: string };

export const SecretSource = {
  /**
   * A masked CI variable, put into the cluster by the deploy job.
   * @param variable the variable's name
   */
  environment: (variable: string): SecretSource => ({ from: 'environment', variable }),

  /** Made once in the cluster and never overwritten: for what nobody has to know. */
  generated: (): SecretSource => ({ from: 'generated' }),

  /**
   * A Secret that is in the namespace already, put there by an operator or by hand.
   * @param secret the Secret's name
   * @param key the key in its data
   */
  existing: (secret: string, key: string): SecretSource => ({ from: 'existing', secret, key }),
};

/** A Secret that must exist before a pod can start, and where each of its keys comes from. */
export interface SecretNeed {
  /** The Secret's name. */
  readonly name: string;
  /**
   * Its type.
   * @default Opaque
   */
  readonly type?: 'Opaque' | 'kubernetes.io/basic-auth' | 'kubernetes.io/dockerconfigjson' | 'kubernetes.io/tls';
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Its keys. */
  readonly keys: Readonly<Record<string, SecretSource | PullSource | LoginSource>>;
}

/** The key of a pull secret: a Docker configuration made of a user and a password. */
export interface PullSource {
  /** Tells it from the other sources. */
  readonly from: 'registry-login';
  /** The registry's host name. */
  readonly registry: string;
  /** The variable that holds the user name, or the user name itself. */
  readonly user: { readonly variable: string } | { readonly name: string };
  /** The variable that holds the password or token. */
  readonly passwordVariable: string;
}

/** The key of a login to a closed environment: the user, the password, or both as a line of htpasswd. */
export interface LoginSource {
  /** Tells it from the other sources. */
  readonly from: 'login';
  /** Which of them, which is the key's name: those that Traefik, and ingress-nginx and Apache, look for. */
  readonly part: 'username' | 'password' | 'auth';
  /** The user's name. */
  readonly user: string;
  /**
   * The variable that holds the password.
   * @default - it is generated
   */
  readonly variable?: string;
}

/** Whether a value is made up in the cluster, once. */
export function isGenerated(source: SecretNeed['keys'][string]): boolean {
  return source.from === 'generated' || (source.from === 'login' && source.variable === undefined);
}
