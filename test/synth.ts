import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { readCi } from '../lib/ci/ci';
import type { Manifest } from '../lib/kubernetes/manifest';
import { defineSite, type SiteProps } from '../lib/site/site';
import { type SiteFile, synthSites } from '../lib/synth/synth-sites';

/** The smallest definition. */
export const SHOP: SiteProps = {
  name: 'shop',
  image: 'registry.example.com/team/shop:1.0.0',
  environments: { live: { hosts: ['shop.example.com'] } },
};

/** What one run of synth did. */
export interface Synthesis {
  /** The exit status. */
  readonly status: number;
  /** What was said on the standard error output. */
  readonly report: string;
  /** The files below the output folder, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** The folder that holds the output folder `dist`. */
  readonly folder: string;
}

const folders: string[] = [];

/** A folder of its own, gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-test-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders.splice(0)) {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  }
});

/** A file of sites/ with this default export. */
export function siteFile(value: unknown, file = 'sites/a.ts'): SiteFile {
  return { file, load: () => ({ default: value }) };
}

/** Runs synth over files with just these variables, in a folder outside any git work tree. */
export function synthFiles(
  files: readonly SiteFile[],
  {
    env = {},
    byCli = false,
    folder = temporaryFolder(),
  }: { env?: NodeJS.ProcessEnv; byCli?: boolean; folder?: string } = {},
): Synthesis {
  const said: string[] = [];
  const spy = jest.spyOn(console, 'error').mockImplementation((text) => said.push(text));
  const outdir = join(folder, 'dist');
  try {
    const status = synthSites(files, readCi(env, folder), { outdir, byCli });
    return { status, report: said.join('\n'), files: filesBelow(outdir), folder };
  } finally {
    spy.mockRestore();
  }
}

/** Runs synth over definitions of any shape. */
export function synth(definitions: readonly unknown[], options?: Parameters<typeof synthFiles>[1]): Synthesis {
  return synthFiles(
    definitions.map((props, index) => siteFile(defineSite(props as SiteProps), `sites/${index}.ts`)),
    options,
  );
}

/** The objects of the environment `live` of the site `shop`, which has these properties besides the necessary ones. */
export function objectsOf(props: Partial<SiteProps>, env: NodeJS.ProcessEnv = {}): Manifest[] {
  const { status, report, files } = synth([{ ...SHOP, ...props }], { env });
  if (status !== 0) throw new Error(report);
  return Object.entries(files)
    .filter(([name]) => name.startsWith('shop/live/'))
    .flatMap(([, text]) => loadAll(text) as Manifest[]);
}

/** The one object with this kind and name. */
export function find(objects: readonly Manifest[], kind: string, name: string): Manifest {
  const [found, ...others] = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined || others.length > 0) throw new Error(`not one object ${kind}/${name}`);
  return found;
}

function filesBelow(folder: string): Record<string, string> {
  const entries = safely(() => readdirSync(folder, { recursive: true, withFileTypes: true })) ?? [];
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
