// Synthesises the same sites as charts of one default cdk8s App: node cli/app.cjs bench/one-app.ts COUNT OUTDIR
import { App } from 'cdk8s';
import { readCi } from '../lib/ci/ci';
import { defaults } from '../lib/defaults';
import { DrupalSite } from '../lib/drupal-site/drupal-site';
import { definitionOf } from '../lib/resolve/definition';
import { resolveSite } from '../lib/resolve/resolve';
import { clock } from './command';
import { makeSites } from './make-sites';

const [count, outdir = 'dist'] = process.argv.slice(2);

const stop = clock();
const ci = readCi();
const app = new App({ outdir });
for (const site of makeSites(Number(count))) {
  for (const environment of resolveSite(definitionOf(site, 'sites/'), ci, defaults).environments)
    new DrupalSite(app, environment.instance, environment);
}
app.synth();
stop();
