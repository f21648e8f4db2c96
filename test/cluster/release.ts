import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { yamlOf } from '../../lib/synth/yaml';
import { FIELD_MANAGER, kubectl } from './kubectl';
import { suppliedSecrets } from './supply';

const PATIENCE = '--timeout=180s';

/** One version of a site in one environment: the files of a folder of dist. */
export class Release {
  readonly files: readonly string[];
  readonly objects: readonly Manifest[];
  readonly namespace: string;

  constructor(folder: string) {
    this.files = readdirSync(folder)
      .sort()
      .map((file) => join(folder, file));
    this.objects = this.files.flatMap(objectsIn);
    this.namespace = this.names('Namespace')[0] ?? '';
  }

  names(kind: string): string[] {
    return this.objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  }

  /** Applies the files in the order of their names, which is that of the phases. */
  async apply(): Promise<void> {
    for (const file of this.files) await applyFile(file);
  }

  /** The same as a deploy does it: secrets once the namespace is there, and the web once the release is through. */
  async deploy(wait: boolean): Promise<void> {
    for (const file of this.files) {
      if (file.includes('/40-web') && wait) await this.releaseIsThrough();
      await applyFile(file);
      if (file.includes('/00-namespace')) await this.supplySecrets();
    }
    if (wait) await this.workloadsAreReady('Deployment');
  }

  private async supplySecrets(): Promise<void> {
    const secrets = suppliedSecrets(this.objects, this.namespace);
    const known = await kubectl(['get', 'secrets', '--namespace', this.namespace, '--output', 'name']);
    const missing = secrets.filter(({ metadata }) => !known.split('\n').includes(`secret/${metadata.name}`));
    if (missing.length > 0) await kubectl(['create', '--filename', '-'], yamlOf(missing)); // never overwritten
  }

  private async releaseIsThrough(): Promise<void> {
    await this.workloadsAreReady('StatefulSet');
    for (const job of this.names('Job')) await this.wait('--for=condition=Complete', `job/${job}`);
    await this.wait('--for=jsonpath={.status.phase}=Bound', 'persistentvolumeclaims', '--all');
  }

  private async workloadsAreReady(kind: 'Deployment' | 'StatefulSet'): Promise<void> {
    for (const name of this.names(kind)) {
      await kubectl(['rollout', 'status', `${kind}/${name}`, '--namespace', this.namespace, PATIENCE]);
    }
  }

  async wait(...what: string[]): Promise<void> {
    await kubectl(['wait', ...what, '--namespace', this.namespace, PATIENCE]);
  }
}

async function applyFile(file: string): Promise<void> {
  await kubectl(['apply', '--server-side', '--validate=strict', '--field-manager', FIELD_MANAGER, '--filename', file]);
}

function objectsIn(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS());
}
