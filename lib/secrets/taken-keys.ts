import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../problem';
import { OWN_SECRETS } from '../site/own-secrets';
import type { SecretNeed } from '../site/secret-source';

/** What a service wants to be in Secrets. */
export interface ServiceNeeds {
  /** The service's id. */
  readonly id: string;
  /** Its Secrets. */
  readonly secrets: readonly SecretNeed[];
}

/**
 * Keys that a service would take over: those of the site's own Secrets, such as the hash salt, and those that another service
 * makes otherwise, such as the database's password. To read a key that is there, or that another makes, takes nothing.
 * @param own what the site itself wants to be in Secrets
 * @param services what each of its services does, in the order in which they are bound
 */
export function takenKeys(own: readonly SecretNeed[], services: readonly ServiceNeeds[]): Problem[] {
  const owners = new Map(entriesOf(own).map(({ key, source }) => [key, { owner: 'the site', source }]));
  // A Secret of which the site only reads what somebody else puts there is not its own.
  const made = own.filter(({ keys }) => Object.values(keys).some(({ from }) => from !== 'existing'));
  const ownSecrets = new Set([...OWN_SECRETS, ...made.map(({ name }) => name)]);
  return services.flatMap(({ id, secrets }) =>
    entriesOf(secrets).flatMap(({ key, source, name, path }): Problem[] => {
      const known = owners.get(key);
      if (source.from === 'existing' || isDeepStrictEqual(known?.source, source)) return [];
      if (known === undefined && !ownSecrets.has(name)) {
        owners.set(key, { owner: `the service ${id}`, source });
        return [];
      }
      return [
        {
          path: `${id}.bind().${path}`,
          message:
            known === undefined
              ? `would be put into the Secret ${name}, which is the site's own`
              : `would take over the key of that name in the Secret ${name} from ${known.owner}`,
          allowed: `a Secret of the service's own, such as ${id}; SecretSource.existing to read a key that another makes`,
          fix: `write name: '${id}' in this need, and secret: '${id}' where it is mounted`,
        },
      ];
    }),
  );
}

function entriesOf(needs: readonly SecretNeed[]) {
  return needs.flatMap(({ name, keys }, index) =>
    Object.entries(keys).map(([key, source]) => ({
      name,
      key: `${name}/${key}`,
      source,
      path: `secrets[${index}].keys.${key}`,
    })),
  );
}
