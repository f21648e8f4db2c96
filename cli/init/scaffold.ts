import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package's own folder: the repository, or where npm has installed it. */
const PACKAGE = dirname(createRequire(__filename).resolve('cdk8s-drupal/package.json'));

/** What of package.json says how a site repository is made to work with this version. */
export interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** This package's package.json. */
export function ownPackage(): Package {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
}

/**
 * A file of scaffold/ with its `{{placeholders}}` filled in.
 * @throws Error if a placeholder has no value
 */
export function scaffold(name: string, values: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(join(PACKAGE, 'scaffold', name), 'utf8');
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`scaffold/${name} has no value for ${key}`);
    return value;
  });
}
