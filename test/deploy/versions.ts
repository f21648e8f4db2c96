import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteProps } from 'cdk8s-drupal';
import { parseAllDocuments } from 'yaml';
import type { TestSite } from './test-site';

/** The folders of one version, and of what it would be with an image that does not work. */
export interface Version {
  readonly good: string;
  readonly failing: string;
  readonly unready: string;
  readonly unpullable: string;
}

/** Versions of a site, with an image of their own each. */
export function versionsOf(site: TestSite, all: readonly Partial<SiteProps>[]): Version[] {
  return all.map((props, index) => ({
    good: site.version(`good-${index}`, props),
    failing: site.version(`exit-1-${index}`, props),
    unready: site.version(`unready-${index}`, props),
    unpullable: site.version(`no-pull-${index}`, props),
  }));
}

/** The name of a folder's release Job. */
export function jobOf(folder: string): string {
  const [job] = parseAllDocuments(readFileSync(join(folder, '30-release.k8s.yaml'), 'utf8'));
  return job?.toJS().metadata.name;
}
