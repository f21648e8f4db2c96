import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { phaseFile } from '../contract/phases';
import type { ManifestFile } from '../drupal-site/manifests';
import { yamlOf } from './yaml';

const SECRETS_FILE = phaseFile('secrets');

/**
 * Files on their way to the output folder. They are written beside it and moved there when all are good, so that the
 * folder never holds half a result.
 */
export class Staging {
  private readonly folder: string;
  private readonly sites = new Set<string>();

  constructor(private readonly outdir: string) {
    const target = resolve(outdir);
    mkdirSync(dirname(target), { recursive: true });
    this.folder = mkdtempSync(join(dirname(target), `.cdk8s-drupal-${basename(target)}-`));
  }

  /** Writes the files of a site and environment. */
  add(site: string, environment: string, files: readonly ManifestFile[]): void {
    const folder = join(this.folder, site, environment);
    mkdirSync(folder, { recursive: true });
    for (const { name, objects } of files) {
      writeFileSync(join(folder, name), yamlOf(objects), { mode: name === SECRETS_FILE ? 0o600 : 0o644 });
    }
    this.sites.add(site);
  }

  /** Moves everything to its place; a site's former files go. */
  commit(): void {
    mkdirSync(this.outdir, { recursive: true });
    for (const site of this.sites) {
      rmSync(join(this.outdir, site), { recursive: true, force: true });
      renameSync(join(this.folder, site), join(this.outdir, site));
    }
    this.discard();
  }

  /** Leaves no trace. */
  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
