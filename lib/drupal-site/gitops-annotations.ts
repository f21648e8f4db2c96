import { phaseOf } from '../contract/phases';
import type { ReleaseOrder } from '../contract/release';
import type { Manifest } from '../kubernetes/manifest';
import { podsOf } from '../kubernetes/pods';
import { isProtected } from '../kubernetes/protected-kinds';
import type { ManifestFile } from './manifests';

/** Annotations by name. */
type Annotations = Readonly<Record<string, string>>;

const CLAIM = 'PersistentVolumeClaim';
const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';
const NO_SUBSTITUTION: Annotations = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

/** Whoever prunes, or deletes an Application or a Kustomization, leaves what has these. */
export const KEPT = { [OPTIONS]: 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } as const;

/** A scheduled run that failed is no failed deploy: Argo CD would call the whole Application degraded. */
const NO_HEALTH: Annotations = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };

/**
 * Manifests with what Argo CD and Flux must know of each object: in which wave it is applied, that what holds data is never
 * deleted, and which health says nothing. It stands on the objects and never on their pods, so that it restarts nothing. Where
 * an object says something else itself, that stands.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function withGitopsAnnotations(files: readonly ManifestFile[], order: ReleaseOrder): ManifestFile[] {
  const claims = claimWaves(files, order);
  return files.map(({ name, objects }) => {
    const wave = waveOf(name, order);
    const own = ({ kind, metadata }: Manifest) => (kind === CLAIM ? (claims.get(metadata?.name) ?? wave) : wave);
    return { name, objects: objects.map((object) => annotated(object, own(object))) };
  });
}

function annotated(object: Manifest, wave: number): Manifest {
  const own: Annotations = object.metadata?.annotations ?? {};
  const isKept = isProtected(object.kind);
  const annotations = {
    [WAVE]: String(wave),
    ...(isKept ? KEPT : {}),
    ...(object.kind === 'CronJob' ? NO_HEALTH : {}),
    ...(JSON.stringify(object).includes('${') ? NO_SUBSTITUTION : {}), // Flux would take it for a variable of its own
    ...own,
    ...(isKept && own[OPTIONS] !== undefined ? { [OPTIONS]: withKept(own[OPTIONS]) } : {}),
  };
  const sorted = Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(sorted) } };
}

/** Sync options with those that keep an object, unless they say otherwise. */
function withKept(options: string): string {
  const nameOf = (option: string) => option.trim().split('=')[0];
  const said = options.split(',').map(nameOf);
  return [options, ...KEPT[OPTIONS].split(',').filter((option) => !said.includes(nameOf(option)))].join(',');
}

const BEFORE_RELEASE = { namespace: -4, secrets: -4, state: -3, services: -2 } as const;

/** The wave of a file. Argo CD applies one when all of the one before is healthy, so a release that fails ends the sync. */
function waveOf(file: string, order: ReleaseOrder): number {
  const phase = phaseOf(file) ?? 'web';
  if (phase === 'release') return order === 'after' ? 1 : 0;
  if (phase === 'web') return order === 'after' ? 0 : 1;
  return BEFORE_RELEASE[phase];
}

/**
 * The waves of the claims that pods use. Where a volume's class waits for the first pod, a claim is healthy only once a pod uses
 * it, so it goes with the first ones that do.
 */
function claimWaves(files: readonly ManifestFile[], order: ReleaseOrder): Map<string, number> {
  const waves = new Map<string, number>();
  for (const { name, objects } of files) {
    const wave = waveOf(name, order);
    for (const { spec } of podsOf(objects)) {
      for (const { persistentVolumeClaim } of spec?.volumes ?? []) {
        const claim = persistentVolumeClaim?.claimName;
        if (claim !== undefined) waves.set(claim, Math.min(wave, waves.get(claim) ?? wave));
      }
    }
  }
  return waves;
}
