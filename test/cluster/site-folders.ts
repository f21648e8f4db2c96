import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCi } from '../../lib/ci/ci';
import { parseImage } from '../../lib/formats/image';
import { defineSite, type Site, type SiteProps } from '../../lib/site/site';
import { synthSites } from '../../lib/synth/synth-sites';
import { temporaryFolder } from '../synth';
import { unique } from './kubectl';

const SITES = join(__dirname, '../../sites');
const RUN = unique('');

/** One site of sites/ in one environment, and where the manifests of its versions are. */
export interface SiteFolder {
  readonly name: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Every environment of sites/ in two versions, the second with another image. The sites have names of this run, so that no
 * namespace is touched that was there before.
 */
export function siteFolders(env: NodeJS.ProcessEnv = {}): SiteFolder[] {
  const root = temporaryFolder();
  const first = synthesise(join(root, 'first'), env, (props) => props);
  const second = synthesise(join(root, 'second'), env, (props) => ({
    ...props,
    image: `${parseImage(props.image)?.repository}:second`,
  }));
  return readdirSync(first).flatMap((site) =>
    readdirSync(join(first, site)).map((environment) => ({
      name: `${site.replace(RUN, '')} ${environment}`,
      first: join(first, site, environment),
      second: join(second, site, environment),
    })),
  );
}

function synthesise(outdir: string, env: NodeJS.ProcessEnv, change: (props: SiteProps) => SiteProps): string {
  const files = readdirSync(SITES).filter((file) => file.endsWith('.ts'));
  const load = (file: string) => {
    const { props }: Site = require(join(SITES, file)).default;
    return { default: defineSite(change({ ...props, name: `${props.name}${RUN}` })) };
  };
  const said = jest.spyOn(console, 'error').mockImplementation();
  const status = synthSites(
    files.map((file) => ({ file, load: () => load(file) })),
    readCi(env, outdir),
    { outdir, byCli: false },
  );
  const report = said.mock.calls.flat().join('\n');
  said.mockRestore();
  if (status !== 0) throw new Error(report);
  return outdir;
}
