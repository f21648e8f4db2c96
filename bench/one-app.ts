// Synthesises the same sites as charts of one default cdk8s App: node cli/app.cjs bench/one-app.ts COUNT OUTDIR
import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { defaults } from '../lib/defaults';
import { readCi } from '../lib/site/ci';
import { definitionOf } from '../lib/site/definition';
import { resolveSite } from '../lib/site/resolve';
import { SiteApp } from '../lib/synth/site-app';
import { clock } from './command';
import { makeSites } from './make-sites';

const [count, outdir = 'dist'] = process.argv.slice(2);

const stop = clock();
const ci = readCi();
const app = new App({ outdir });
for (const site of makeSites(Number(count))) {
  for (const environment of resolveSite(definitionOf(site, 'sites/'), ci, defaults).environments) {
    for (const chart of new SiteApp(environment, ci).node.children)
      adopt(chart, `${environment.instance}-${chart.node.id}`);
  }
}
app.synth();
stop();

/** Puts a chart into the one App, as if it had been made there. */
function adopt(chart: IConstruct, id: string): void {
  const [former] = chart.node.path.split('/');
  for (const { node } of chart.node.findAll()) {
    const path = node.path.replace(`${former}`, id);
    Object.assign(node, { path, _scopes: [app, ...node.scopes.slice(1)] });
  }
  Object.assign(chart.node, { id, scope: app });
  (app.node as unknown as { addChild(child: IConstruct, name: string): void }).addChild(chart, id);
}
