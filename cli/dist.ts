import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAll, YAMLException } from 'js-yaml';
import type { DeployPlanProps } from '../lib/synth/deploy-plan';
import type { KubernetesObject } from './kubectl/kubernetes-object';
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
    plan: planOf(plan, join(folder, FILES.namespace)),
    phases: phases as Dist['phases'],
  };
}

/** What a deploy has to know, of which a hand that edited dist may have left a part. */
function planOf(text: string, file: string): DeployPlanProps {
  const plan = parsed(text);
  const isWhole =
    typeof plan?.environment === 'string' &&
    typeof plan.url === 'string' &&
    typeof plan.releaseOrder === 'string' &&
    Array.isArray(plan.secrets) &&
    Array.isArray(plan.claims);
  if (isWhole) return plan as DeployPlanProps;
  throw new Refusal(`${file} holds a broken plan (plan.json of the ConfigMap deploy)`, [
    plan === undefined ? 'it does not read as JSON' : 'it lacks the environment, url, releaseOrder, secrets or claims',
    'run synth again, and leave dist as it is',
  ]);
}

function parsed(text: unknown): Partial<DeployPlanProps> | undefined {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** All objects of a site, in the order of applying. */
export function allObjects({ phases }: { readonly phases: Partial<Dist['phases']> }): KubernetesObject[] {
  return Object.values(phases).flatMap((phase) => [...(phase?.objects ?? [])]);
}

function readPhase(path: string): PhaseFile | undefined {
  if (!existsSync(path)) return undefined;
  return { path, objects: objectsIn(path).flatMap(unpacked) };
}

function objectsIn(path: string): KubernetesObject[] {
  const objects = documentsIn(path).filter((object) => object !== null) as Partial<KubernetesObject>[];
  if (objects.every(({ apiVersion, kind, metadata, items }) => apiVersion && kind && (metadata?.name || items)))
    return objects as KubernetesObject[];
  throw new Refusal(`${path} holds something that is no Kubernetes object`, ['run synth again']);
}

function documentsIn(path: string): unknown[] {
  try {
    return loadAll(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new Refusal(`${path} does not read as YAML`, [error.message.split('\n')[0] ?? '', 'run synth again']);
  }
}

/** A List is what it holds: nothing hides in one. */
function unpacked(object: KubernetesObject): KubernetesObject[] {
  return object.kind.endsWith('List') && Array.isArray(object.items) ? object.items.flatMap(unpacked) : [object];
}

function suggestion(): string {
  if (!existsSync('dist')) return 'dist/SITE/ENVIRONMENT (there is no dist: run `npx cdk8s synth` first)';
  const found = readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(FILES.namespace))
    .map((path) => join('dist', dirname(path)));
  return found.slice(0, 5).join(', ') || 'dist/SITE/ENVIRONMENT';
}
