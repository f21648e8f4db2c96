import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../lib/kubernetes/manifest';

/** An object and the file that it stands in. */
export interface Placed {
  readonly file: string;
  readonly object: Manifest;
}

/** The commits whose manifests are kept. */
export function keptCommits(): string[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '__snapshots__')
    .map(({ name }) => name);
}

/** The folder of the manifests that a commit made of a site. */
export function keptFolder(commit: string, site: string): string {
  return join(__dirname, commit, site, 'live');
}

/** What stands in a folder that synth made, by `Kind/name`. */
export function placed(folder: string): Map<string, Placed> {
  const all = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document): [string, Placed] => {
      const object: Manifest = document.toJS();
      return [`${object.kind}/${object.metadata.name}`, { file, object }];
    }),
  );
  return new Map(all);
}

/** What the pods of a workload are made from: with a change of it they are replaced. */
export function podTemplate({ kind, spec }: Manifest): unknown {
  return ['Deployment', 'StatefulSet'].includes(kind) ? spec.template : undefined;
}
