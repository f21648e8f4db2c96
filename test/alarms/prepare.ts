import { join } from 'node:path';
import { UPDATES } from '../data/images';
import { pushSite } from '../data/push-site';
import { type Bed, bedFor, PROJECT } from '../recipe/bed';
import { run } from '../recipe/process';
import { EXPORTERS, kubeStateMetrics, LAYERS, PROMETHEUS, siteImage, VERSIONS } from './images';
import { ISSUER } from './issuer';
import { setUpMonitoring } from './monitoring';
import { pushProgram, referenceOf } from './program-image';

const PACKAGES = ['prometheus', 'prometheus-apache-exporter', 'prometheus-redis-exporter'];

/** Before all tests: a node with storage, edge and issuer, and a Prometheus, as a platform engineer would have set it up. */
export default async function prepare(): Promise<void> {
  await run(join(PROJECT, '.ci/install-tools'), PACKAGES);
  const bed = await bedFor('alarms', await missing());
  await bed.script('add-extra', 's3', 'restic', 'traefik', 'cert-manager');
  const counter = await kubeStateMetrics();
  for (const image of [PROMETHEUS, EXPORTERS.apache, EXPORTERS.redis, counter]) await pushProgram(bed, image);
  for (const version of VERSIONS) await pushSite(bed, siteImage(version), LAYERS, UPDATES[version]);
  await setUpMonitoring(bed, { prometheus: referenceOf(PROMETHEUS), kubeStateMetrics: referenceOf(counter) });
  await countRequests(bed);
  const kind = 'ClusterIssuer';
  await bed.apply([{ apiVersion: 'cert-manager.io/v1', kind, metadata: { name: ISSUER }, spec: { selfSigned: {} } }]);
}

async function missing(): Promise<string[]> {
  const all = await Promise.all(
    [...PACKAGES, 'go'].map(async (name) =>
      (await run('sh', ['-c', `command -v ${name}`])).status === 0 ? [] : [`${name}: install its package`],
    ),
  );
  return all.flat();
}

/** As docs/metrics.md asks it of Traefik. */
async function countRequests(bed: Bed): Promise<void> {
  const { spec } = await bed.get('traefik', 'deployment', 'traefik');
  const [{ name, args }] = spec.template.spec.containers;
  const asked = ['--metrics.prometheus=true', '--metrics.prometheus.addServicesLabels=true'];
  if (asked.every((arg) => args.includes(arg))) return;
  const containers = [{ name, args: [...args, ...asked] }];
  const patch = JSON.stringify({ spec: { template: { spec: { containers } } } });
  await bed.kubectl('--namespace', 'traefik', 'patch', 'deployment', 'traefik', '--patch', patch);
}
