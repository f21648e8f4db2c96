import { pathTo } from '../formats/shape';
import type { Definition } from './definition';

/** A permanent environment as it is written: of any shape. */
export interface WrittenEnvironment {
  readonly name: string;
  readonly own: Record<string, unknown>;
  readonly path: string;
}

/** The permanent environments of a definition that may have any shape. */
export function environmentsOf({ props }: Definition): WrittenEnvironment[] {
  return Object.entries(objectOf(props.environments)).map(([name, own]) => ({
    name,
    own: objectOf(own),
    path: pathTo('environments', name),
  }));
}

/** The hosts of an environment, and where each stands. */
export function hostsOf({ own, path }: WrittenEnvironment): { host: string; path: string }[] {
  const hosts = Array.isArray(own.hosts) ? own.hosts : [];
  return hosts.flatMap((host, index) => (typeof host === 'string' ? [{ host, path: `${path}.hosts[${index}]` }] : []));
}

/** An object to look into, whatever stands there. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
