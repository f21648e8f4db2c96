import { COMPONENT, LABEL } from '../contract/labels';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { containersOf, podsOf } from '../kubernetes/pods';
import { isProtected } from '../kubernetes/protected-kinds';
import type { Problem } from '../problem';
import { isSame } from './plain';

/** What others rely on, and so no change of an object may touch. */
interface Fixed {
  /** Which objects have it. */
  concerns(object: Manifest): boolean;
  /** What must stay as it is: anything that can be compared. */
  read(object: Manifest): unknown;
  /** What it is, in words. */
  readonly what: string;
  /** Why it stays. */
  readonly why: string;
  /** What to do instead. */
  readonly instead: string;
}

const all = () => true;
const isOne =
  (...kinds: readonly string[]) =>
  ({ kind }: Manifest) =>
    kinds.includes(kind);
const isRelease = ({ kind, metadata }: Manifest) =>
  kind === 'Job' && metadata.labels?.[LABEL.component] === COMPONENT.release;

/** Labels by which objects and pods are found. The version is only told. */
const FOUND_BY: readonly string[] = Object.values(LABEL).filter((label) => label !== LABEL.version);
const OF_DEPLOY = /^(cdk8s-drupal|applyset\.kubernetes\.io)\//;
const KEPT = /^(argocd\.argoproj\.io\/(sync-options|compare-options)|kustomize\.toolkit\.fluxcd\.io\/.*)$/;

const FIXED: readonly Fixed[] = [
  {
    concerns: all,
    read: ({ apiVersion, kind, metadata: { name, namespace } }) => ({ apiVersion, kind, name, namespace }),
    what: 'the name, namespace, kind or API version',
    why: 'the object would be another one, and other objects refer to it by them',
    instead: 'add an object of your own with objects',
  },
  {
    concerns: all,
    read: ({ metadata }) => chosen(metadata.labels, (label) => FOUND_BY.includes(label)),
    what: 'a label app.kubernetes.io/*',
    why: 'deploy, status and destroy find the objects of the site by them',
    instead: 'add a label with a name of your own',
  },
  {
    concerns: all,
    read: (object) => podsOf([object]).map(({ labels }) => chosen(labels, (label) => FOUND_BY.includes(label))),
    what: 'a pod label app.kubernetes.io/*',
    why: 'Services and network policies find the pods by them',
    instead: 'add a label with a name of your own',
  },
  {
    concerns: all,
    read: ({ metadata }) =>
      [metadata.labels, metadata.annotations].map((names) => chosen(names, (name) => OF_DEPLOY.test(name))),
    what: 'the notes of deploy',
    why: 'deploy decides by it what may be changed and deleted',
    instead: 'take it out of the patch; a server has the property upgradeFrom',
  },
  {
    concerns: all,
    read: ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'],
    what: 'the sync wave',
    why: 'it is the phase in which an object is applied',
    instead: 'take it out of the patch',
  },
  {
    concerns: ({ kind }) => isProtected(kind),
    read: ({ metadata }) => [
      chosen(metadata.annotations, (name) => KEPT.test(name)),
      (metadata as { ownerReferences?: unknown }).ownerReferences,
    ],
    what: 'the guard against deletion',
    why: 'it holds data, and nothing that prunes may delete it',
    instead: 'take it out of the patch',
  },
  {
    concerns: isOne('Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Service', 'PodDisruptionBudget'),
    read: ({ spec }) => spec?.selector,
    what: 'the selector',
    why: 'it cannot change in the cluster, and what it selects follows from the site',
    instead: 'add an object of your own with objects',
  },
  {
    concerns: isOne('NetworkPolicy'),
    read: ({ spec }) => spec?.podSelector,
    what: 'the pod selector',
    why: 'which pods it isolates follows from the services',
    instead: 'add a NetworkPolicy of your own with objects',
  },
  {
    concerns: isOne('HorizontalPodAutoscaler'),
    read: ({ spec }) => spec?.scaleTargetRef,
    what: 'the scale target',
    why: "the number of web pods would be nobody's",
    instead: 'add an autoscaler of your own with objects',
  },
  {
    concerns: isOne('StatefulSet'),
    read: ({ spec }) => [
      spec?.serviceName,
      spec?.persistentVolumeClaimRetentionPolicy,
      (spec?.volumeClaimTemplates ?? []).map(({ metadata }: Manifest) => metadata?.name),
    ],
    what: 'the Service, the names of the claims or their retention',
    why: 'its data would be left behind or deleted',
    instead: 'take it out of the patch',
  },
  {
    concerns: isOne('PersistentVolumeClaim'),
    read: ({ spec }) => spec?.volumeName,
    what: 'the volume',
    why: 'the data would be other data',
    instead: 'name a claim of your own: Files.existing(...)',
  },
  {
    concerns: isOne('PersistentVolume'),
    read: ({ spec }) => [spec?.persistentVolumeReclaimPolicy, spec?.claimRef],
    what: 'the reclaim policy or the claim',
    why: 'the data would go with the claim, or to another one',
    instead: 'take it out of the patch',
  },
  {
    concerns: isOne('Namespace'),
    read: ({ metadata }) => chosen(metadata.labels, (label) => label.startsWith('pod-security.kubernetes.io/')),
    what: 'the Pod Security Standard',
    why: 'the namespace admits pods of the standard "restricted" alone',
    instead: 'take it out of the patch',
  },
  {
    concerns: isOne('Secret'),
    read: (object) => [object.type, object.data, object.stringData, object.immutable],
    what: 'the values',
    why: 'they come from the sources that the site file names, and stand in no site file',
    instead: 'use secrets with a SecretSource',
  },
  {
    concerns: ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'deploy',
    read: (object) => [object.data, object.binaryData, object.immutable],
    what: 'the deploy plan',
    why: 'deploy decides by it what to do',
    instead: 'change the property that it comes from',
  },
  {
    concerns: isRelease,
    read: ({ spec }) => [spec?.suspend, spec?.ttlSecondsAfterFinished, spec?.completions, spec?.parallelism],
    what: 'the suspension, the lifetime or the number of runs',
    why: 'a release runs once for an image: a Job that is gone would be made anew, and run again',
    instead: 'take it out of the patch',
  },
  {
    concerns: all,
    read: (object) => podsOf([object]).flatMap(({ spec }) => spec.containers[0]?.name),
    what: 'the name or the place of the first container',
    why: 'deploy, status and kubectl logs take the first container for the program of the pod',
    instead: 'put containers of your own after it',
  },
  {
    concerns: all,
    read: (object) =>
      podsOf([object])
        .flatMap(containersOf)
        .flatMap(({ env = [] }) => env.filter(({ name }: { name: string }) => name === 'DRUPAL_TRUSTED_HOSTS')),
    what: 'DRUPAL_TRUSTED_HOSTS',
    why: 'each host belongs to one site, which is checked by hosts',
    instead: 'add the host to hosts',
  },
];

/** What a change of an object breaks that others rely on. */
export function brokenBy(path: string, before: Manifest, after: Manifest): Problem[] {
  return FIXED.filter(({ concerns, read }) => concerns(before) && !isSame(read(before), read(after))).map(
    ({ what, why, instead }) => ({
      path,
      message: `changes ${what} of ${nameOf(before)}: ${why}`,
      allowed: 'any other field',
      fix: instead,
    }),
  );
}

/** Some names of a record, with their values. */
function chosen(record: Readonly<Record<string, string>> | undefined, isMeant: (name: string) => boolean): object {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([name]) => isMeant(name)));
}
