import type { Merge } from './planned-file';
import { ownPackage } from './scaffold';

type Json = Record<string, unknown>;

const RUN = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const DEVELOP = ['@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'ts-jest', 'typescript'];

/** What package.json has to say: the versions that this package is tested with. */
function wanted(docroot: string, source: string): { [section: string]: Record<string, unknown> } {
  const { dependencies, devDependencies, overrides } = ownPackage();
  const pick = (from: Readonly<Record<string, string>>, names: string[]) =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  return {
    // Without --ci=false, Jest would not take the first snapshot in CI, and a fresh repository's first pipeline would fail.
    scripts: { synth: 'cdk8s synth', test: 'tsc --noEmit && jest --ci=false' },
    dependencies: { 'cdk8s-drupal': source, ...pick(dependencies, RUN) },
    devDependencies: pick(devDependencies, DEVELOP),
    overrides,
    jest: {
      transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
      testMatch: ['<rootDir>/main.test.ts'],
      modulePathIgnorePatterns: [`<rootDir>/(${docroot}|vendor|dist)/`],
    },
  };
}

/** A new package.json. */
export function newPackage(name: string, docroot: string, source: string): string {
  return `${JSON.stringify({ name, private: true, ...wanted(docroot, source) }, null, 2)}\n`;
}

/** Adds to a package.json what it lacks, in its own indentation. What it says stays, and is reported if we say otherwise. */
export function mergePackage(docroot: string, hasJestConfig: boolean, source: string): (existing: string) => Merge {
  return (existing) => {
    const json: Json = JSON.parse(existing);
    const added: string[] = [];
    const kept: string[] = [];
    const wants = wanted(docroot, source);
    for (const [section, entries] of Object.entries(wants)) {
      if (section === 'jest') {
        if (json.jest === undefined && !hasJestConfig) json.jest = entries;
        else if (hasJestConfig || !same(json.jest, entries)) kept.push('the settings of jest');
        if (json.jest === entries) added.push('jest');
        continue;
      }
      const own = (json[section] ?? {}) as Json;
      for (const [key, value] of Object.entries(entries)) {
        const there = isPlaceholder(own[key]) ? undefined : (own[key] ?? anywhere(json, section, key));
        if (there === undefined) {
          own[key] = value;
          added.push(section === 'scripts' ? `script ${key}` : section === 'overrides' ? `override ${key}` : key);
        } else if (!same(there, value)) kept.push(section === 'scripts' ? `script ${key}` : `${key} ${shown(there)}`);
      }
      if (Object.keys(own).length > 0) json[section] = own;
    }
    if (added.length === 0) return { content: existing, added, kept };
    const indent = /^[ \t]+(?=")/m.exec(existing)?.[0] ?? '  ';
    const end = existing.endsWith('\n') ? '\n' : '';
    return { content: JSON.stringify(json, null, indent) + end, added, kept };
  };
}

/** What `npm init` writes as a script of tests: it always fails. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes('Error: no test specified');
}

/** A dependency may stand in the other list. */
function anywhere(json: Json, section: string, key: string): unknown {
  if (!/dependencies/i.test(section)) return undefined;
  const lists = ['dependencies', 'devDependencies'].map((name) => (json[name] ?? {}) as Json);
  return lists.find((list) => list[key] !== undefined)?.[key];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
