import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../problem';
import type { EnvValue } from '../site/backing-service';
import type { BoundService } from './bound-services';

/** Variables that two services set to different values: one of them would not be told what it says. */
export function takenVariables(services: readonly BoundService[]): Problem[] {
  const owners = new Map<string, { readonly id: string; readonly value: EnvValue }>();
  return services.flatMap(({ service: { id }, binding: { env = {} } }) =>
    Object.entries(env).flatMap(([name, value]): Problem[] => {
      const known = owners.get(name) ?? { id, value };
      owners.set(name, known);
      if (isDeepStrictEqual(known.value, value)) return [];
      return [
        {
          path: `${id}.bind().env.${name}`,
          message: `is a variable of the service ${known.id}, too, which sets it to another value`,
          allowed: 'a name of its own for each variable; the site file may set any of them in env',
          fix: 'rename it here, or leave one of the two services out',
        },
      ];
    }),
  );
}
