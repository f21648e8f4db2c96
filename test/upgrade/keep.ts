import { join } from 'node:path';
import { readCi } from '../../lib/ci/ci';
import { synthSites } from '../../lib/synth/synth-sites';
import { SITES } from './sites';

/** `node cli/app.cjs test/upgrade/keep.ts COMMIT`: keeps the manifests that the checked-out commit makes of the sites. */
const [commit] = process.argv.slice(2);
if (commit === undefined) throw new Error('name the commit that is checked out');

process.exitCode = synthSites(
  SITES.map((site) => ({ file: site.props.name, load: () => ({ default: site }) })),
  readCi({}),
  { outdir: join(__dirname, commit), byCli: false },
);
