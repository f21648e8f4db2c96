import { COMPONENT, LABEL } from '../contract/labels';
import type { Manifest } from '../kubernetes/manifest';
import { shortHash } from '../kubernetes/short-hash';
import { isSame } from './plain';

/**
 * An object with the names that depend on what it holds, once all of that is settled: a Job cannot change, so a release Job
 * that differs from the one that the site makes by itself has another name; and the web's probes ask for a page that only
 * pods with these containers have made.
 */
export function sealed(before: Manifest, after: Manifest): Manifest {
  if (isRelease(before)) return isSame(before.spec, after.spec) ? after : renamed(after);
  if (before.kind !== 'Deployment') return after;
  const [container] = before.spec?.template?.spec?.containers ?? [];
  const path: unknown = container?.readinessProbe?.httpGet?.path;
  const [, release] = /^\/\?release=(.+)$/.exec(String(path)) ?? [];
  if (release === undefined || isSame(containersIn(before), containersIn(after))) return after;
  return withPath(after, String(path), `/?release=${anew(release, containersIn(after))}`);
}

function isRelease({ kind, metadata }: Manifest): boolean {
  return kind === 'Job' && metadata.labels?.[LABEL.component] === COMPONENT.release;
}

function renamed(job: Manifest): Manifest {
  return { ...job, metadata: { ...job.metadata, name: anew(job.metadata.name, job.spec) } };
}

/** A name whose last part is another hash. */
function anew(name: string, content: unknown): string {
  return name.replace(/[0-9a-f]{5}$/, shortHash(JSON.stringify([name, content]), 5));
}

function containersIn({ spec }: Manifest): unknown {
  return spec?.template?.spec?.containers;
}

/** All probes with one path, which may be changed by whoever wants another. */
function withPath<T>(value: T, from: string, to: string): T {
  if (Array.isArray(value)) return value.map((item) => withPath(item, from, to)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'path' && inner === from ? to : withPath(inner, from, to),
    ]),
  ) as T;
}
