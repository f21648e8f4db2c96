// Synthesises COUNT sites: node cli/app.cjs bench/many-sites.ts COUNT OUTDIR
import { synthSites } from 'cdk8s-drupal';
import { clock } from './command';
import { makeSites } from './make-sites';

const [count, outdir = 'dist'] = process.argv.slice(2);

const stop = clock();
const files = makeSites(Number(count)).map((site, index) => ({
  file: `sites/site-${index + 1}.ts`,
  load: () => ({ default: site }),
}));
process.exitCode = synthSites(files, undefined, { outdir, byCli: false });
stop();
