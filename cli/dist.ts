import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadAll, YAMLException } from 'js-yaml';
import { type DeployPlanProps, PLAN, PLAN_KEY, PLAN_VERSION, planTextIn, readPlan } from '../lib/contract/deploy-plan';
import { LABEL } from '../lib/contract/labels';
import { newerVersion } from '../lib/contract/newer-version';
import { PHASE_NAMES, type Phase, phaseFile } from '../lib/contract/phases';
import { Refusal } from './context/refusal';
import type { KubernetesObject } from './kubectl/kubernetes-object';

/** A file of manifests, and what is in it. */
export interface PhaseFile {
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

/** A site's manifests in one environment, as synth made them: all that a deploy needs. */
export interface Dist {
  readonly folder: string;
  readonly namespace: string;
  readonly site: string;
  readonly plan: DeployPlanProps;
  readonly phases: Readonly<Record<Phase, PhaseFile | undefined>>;
}

/** Reads a folder that synth made. @throws Refusal if it is none */
export function readDist(folder: string): Dist {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Refusal(`there is no folder ${folder}`, [`name one that synth made, such as ${suggestion()}`]);
  }
  const phases = Object.fromEntries(PHASE_NAMES.map((phase) => [phase, readPhase(join(folder, phaseFile(phase)))]));
  const objects = phases.namespace?.objects ?? [];
  const namespace = objects.find(({ kind }) => kind === 'Namespace');
  const plan = planTextIn(objects);
  if (namespace === undefined || plan === undefined || phases.web === undefined) {
    throw new Refusal(`${folder} does not hold a site's manifests`, [
      `it has ${readdirSync(folder).join(', ') || 'no files'}`,
      `name one that synth made, such as ${suggestion()}`,
    ]);
  }
  return {
    folder,
    namespace: namespace.metadata.name,
    site: namespace.metadata.labels?.[LABEL.partOf] ?? namespace.metadata.name,
    plan: planOf(plan, join(folder, phaseFile('namespace'))),
    phases: phases as Dist['phases'],
  };
}

/** What a deploy has to know, of which a hand that edited dist may have left a part. */
function planOf(text: string, file: string): DeployPlanProps {
  const plan = readPlan(text);
  const newer = newerVersion(plan?.version, PLAN_VERSION);
  if (newer !== undefined)
    throw new Refusal(`${file} was written by a newer cdk8s-drupal; nothing was changed`, [
      `the deploy plan: ${newer}`,
    ]);
  const isWhole =
    typeof plan?.environment === 'string' &&
    typeof plan.url === 'string' &&
    typeof plan.releaseOrder === 'string' &&
    Array.isArray(plan.secrets) &&
    Array.isArray(plan.claims);
  if (isWhole) return plan as DeployPlanProps;
  throw new Refusal(`${file} holds a broken plan (${PLAN_KEY} of the ConfigMap ${PLAN})`, [
    plan === undefined ? 'it is not JSON' : 'it lacks the environment, url, releaseOrder, secrets or claims',
    'run synth again, and leave dist as it is',
  ]);
}

/** All objects of a site, in the order of applying. */
export function allObjects({ phases }: { readonly phases: Partial<Dist['phases']> }): KubernetesObject[] {
  return Object.values(phases).flatMap((phase) => [...(phase?.objects ?? [])]);
}

/** The Job of the release, if the site has one. */
export function releaseJobOf({ phases }: Pick<Dist, 'phases'>): KubernetesObject | undefined {
  return phases.release?.objects.find(({ kind }) => kind === 'Job');
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
    throw new Refusal(`${path} is not YAML`, [error.message.split('\n')[0] ?? '', 'run synth again']);
  }
}

/** A List is what it holds: nothing hides in one. */
function unpacked(object: KubernetesObject): KubernetesObject[] {
  return object.kind.endsWith('List') && Array.isArray(object.items) ? object.items.flatMap(unpacked) : [object];
}

function suggestion(): string {
  if (!existsSync('dist')) return 'dist/SITE/ENVIRONMENT (there is no dist: run `npx cdk8s synth` first)';
  const found = readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(phaseFile('namespace')))
    .map((path) => join('dist', dirname(path)));
  return found.slice(0, 5).join(', ') || 'dist/SITE/ENVIRONMENT';
}
