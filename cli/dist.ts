import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { DeployPlanProps } from '../lib/synth/deploy-plan';
import type { KubernetesObject } from './kubectl/kubectl';
import { Refusal } from './refusal';

/** A file of manifests, and what is in it. */
export interface PhaseFile {
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

export type PhaseName = 'namespace' | 'secrets' | 'state' | 'services' | 'release' | 'web';

/** A site's manifests in one environment, as synth made them: all that a deploy needs. */
export interface Dist {
  readonly folder: string;
  readonly namespace: string;
  readonly site: string;
  readonly plan: DeployPlanProps;
  readonly phases: Readonly<Record<PhaseName, PhaseFile | undefined>>;
}

const FILES: Record<PhaseName, string> = {
  namespace: '00-namespace.k8s.yaml',
  secrets: '05-secrets.k8s.yaml',
  state: '10-state.k8s.yaml',
  services: '20-services.k8s.yaml',
  release: '30-release.k8s.yaml',
  web: '40-web.k8s.yaml',
};

/** Reads a folder that synth made. @throws Refusal if it is none */
export function readDist(folder: string): Dist {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Refusal(`there is no folder ${folder}`, [`name one that synth made, such as ${suggestion()}`]);
  }
  const phases = Object.fromEntries(
    Object.entries(FILES).map(([phase, file]) => [phase, readPhase(join(folder, file))]),
  );
  const objects = phases.namespace?.objects ?? [];
  const namespace = objects.find(({ kind }) => kind === 'Namespace');
  const plan = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'deploy')?.data?.[
    'plan.json'
  ];
  if (namespace === undefined || plan === undefined || phases.web === undefined) {
    throw new Refusal(`${folder} does not hold a site's manifests`, [
      `it has ${readdirSync(folder).join(', ') || 'no files'}`,
      'name dist/SITE/ENVIRONMENT, and run synth first',
    ]);
  }
  return {
    folder,
    namespace: namespace.metadata.name,
    site: namespace.metadata.labels?.['app.kubernetes.io/part-of'] ?? namespace.metadata.name,
    plan: JSON.parse(plan),
    phases: phases as Dist['phases'],
  };
}

/** All objects of a site, in the order of applying. */
export function allObjects({ phases }: { readonly phases: Partial<Dist['phases']> }): KubernetesObject[] {
  return Object.values(phases).flatMap((phase) => [...(phase?.objects ?? [])]);
}

function readPhase(path: string): PhaseFile | undefined {
  if (!existsSync(path)) return undefined;
  return {
    path,
    objects: loadAll(readFileSync(path, 'utf8')).filter((object) => object !== null) as KubernetesObject[],
  };
}

function suggestion(): string {
  if (!existsSync('dist')) return 'dist/SITE/ENVIRONMENT (there is no dist: run `npx cdk8s synth` first)';
  const found = readdirSync('dist').flatMap((site) =>
    readdirSync(join('dist', site)).map((environment) => join('dist', site, environment)),
  );
  return found.slice(0, 5).join(', ');
}
