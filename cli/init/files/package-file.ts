import { BELONGS_TO } from '../look/deployment';
import type { Merge } from './planned-file';
import { ownPackage } from './scaffold';

type Json = Record<string, unknown>;

const RUN = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const DEVELOP = ['@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'ts-jest', 'typescript'];

/** What decides what package.json has to say. */
export interface PackageFacts {
  readonly docroot: string;
  /** The folder of the deployment's own files; '' where package.json is the repository's. */
  readonly directory: string;
  /** Where this package comes from. */
  readonly source: string;
  /** Whether the repository's scripts are ES modules. */
  readonly isEsm: boolean;
}

/** Jest runs CommonJS; in a repository of ES modules TypeScript would make what it cannot run. */
const AS_COMMONJS = { module: 'commonjs', esModuleInterop: true, isolatedModules: true, target: 'es2022' };

/** What package.json has to say: the versions that this package is tested with. */
function wanted({ docroot, directory, source, isEsm }: PackageFacts): { [section: string]: Record<string, unknown> } {
  const { devDependencies, overrides } = ownPackage();
  const pick = (from: Readonly<Record<string, string>>, names: string[]) =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  return {
    // Without --ci=false, Jest would not take the first snapshot in CI, and a fresh repository's first pipeline would fail.
    scripts: { synth: 'cdk8s synth', test: 'tsc --noEmit && jest --ci=false' },
    dependencies: { 'cdk8s-drupal': source, ...pick(devDependencies, RUN) },
    devDependencies: pick(devDependencies, DEVELOP),
    overrides,
    jest: {
      transform: { '\\.ts$': ['ts-jest', { diagnostics: false, ...(isEsm ? { tsconfig: AS_COMMONJS } : {}) }] },
      testMatch: ['<rootDir>/main.test.ts'],
      modulePathIgnorePatterns: [directory === '' ? `<rootDir>/(${docroot}|vendor|dist)/` : '<rootDir>/dist/'],
    },
  };
}

/** In a folder of its own, package.json says whose it is, so that init finds the repository from there. */
function belonging({ directory }: PackageFacts): Json {
  return directory === '' ? {} : { [BELONGS_TO]: { repository: '..' } };
}

/** A new package.json. */
export function newPackage(name: string, facts: PackageFacts): string {
  return `${JSON.stringify({ name, private: true, ...belonging(facts), ...wanted(facts) }, null, 2)}\n`;
}

/** Adds to a package.json what it lacks, in its own indentation. What it says stays, and is reported if we say otherwise. */
export function mergePackage(facts: PackageFacts, hasJestConfig: boolean): (existing: string) => Merge {
  return (existing) => {
    const json: Json = JSON.parse(existing);
    const added: string[] = [];
    const kept: string[] = [];
    const wants = wanted(facts);
    for (const [key, value] of Object.entries(belonging(facts))) {
      if (json[key] !== undefined) continue;
      json[key] = value;
      added.push(key);
    }
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
