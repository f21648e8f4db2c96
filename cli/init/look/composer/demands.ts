import { at, type Json } from '../folder';
import type { Demand, WantedExtension } from './facts';

interface Requiring {
  readonly by: string;
  readonly require: Json;
}

/** What is asked of PHP by the repository and all packages that go into the image. */
export function phpOf(json: Json, lock: Json | undefined): Demand[] {
  return requirements(json, lock).flatMap(({ by, require }) =>
    typeof require.php === 'string' ? [{ by, constraint: require.php }] : [],
  );
}

/** The extensions that are asked for, each once; a polyfill that provides one does away with it. */
export function extensionsOf(json: Json, lock: Json | undefined): WantedExtension[] {
  const provided = new Set(
    packagesOf(lock).flatMap((one) => ['provide', 'replace'].flatMap((list) => extensionsIn(objectAt(one, list)))),
  );
  const wanted = requirements(json, lock).flatMap(({ by, require }) =>
    extensionsIn(require).map((name) => ({ name, by })),
  );
  const first = new Map(wanted.reverse().map((one) => [one.name, one]));
  return [...first.values()].filter(({ name }) => !provided.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function requirements(json: Json, lock: Json | undefined): Requiring[] {
  return [
    { by: 'composer.json', require: objectAt(json, 'require') },
    ...packagesOf(lock).map((one) => ({ by: String(at(one, 'name')), require: objectAt(one, 'require') })),
  ];
}

function packagesOf(lock: Json | undefined): unknown[] {
  return Array.isArray(lock?.packages) ? lock.packages : [];
}

function objectAt(value: unknown, key: string): Json {
  const inner = at(value, key);
  return typeof inner === 'object' && inner !== null ? (inner as Json) : {};
}

function extensionsIn(require: Json): string[] {
  return Object.keys(require)
    .filter((name) => name.startsWith('ext-'))
    .map((name) => name.slice('ext-'.length).toLowerCase());
}
