import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package's own folder: the repository, or where npm has installed it. */
export const PACKAGE = dirname(createRequire(__filename).resolve('cdk8s-drupal/package.json'));

/** What of package.json says how a site repository is made to work with this version. */
export interface Package {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** A file of this package. */
export function own(...path: string[]): string {
  return readFileSync(join(PACKAGE, ...path), 'utf8');
}

/** This package's package.json. */
export function ownPackage(): Package {
  return JSON.parse(own('package.json'));
}

/**
 * A file of scaffold/ with its `{{placeholders}}` filled in.
 * @throws Error if a placeholder has no value
 */
export function scaffold(name: string, values: Readonly<Record<string, string>> = {}): string {
  const text = own('scaffold', name);
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`scaffold/${name} has no value for ${key}`);
    return value;
  });
}
