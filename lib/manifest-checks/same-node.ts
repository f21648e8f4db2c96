import { COMPONENT, LABEL } from '../contract/labels';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { type Pod, podsOf, selects } from '../kubernetes/pods';
import type { Check } from './check';

/**
 * Pods that must run on the web's node, since all mount a volume that one node can mount, ask for no node that the web may not
 * be on: they would stay Pending. Seen are node selectors and, of required node affinity, the values of `In`.
 */
const sameNode: Check = (objects) => {
  const workloads = objects.filter(({ kind }) => kind !== 'Pod').map((object) => ({ object, pods: podsOf([object]) }));
  const [web] = workloads.flatMap(({ object, pods }) => (isWeb(object) ? pods : []));
  if (web === undefined) return [];
  const ofWeb = nodeLabels(web.spec);
  return workloads.flatMap(({ object, pods }) =>
    pods
      .filter((pod) => !isWeb(object) && followsTo(web, pod))
      .flatMap((pod) => [...nodeLabels(pod.spec)])
      .filter(([label, values]) => !isWithin(ofWeb.get(label), values))
      .map(([label, values]) => ({
        path: nameOf(object),
        value: { [label]: [...values].join(', ') },
        message:
          'is asked of its node, and it has to run on the node of the web, which may lack it: it would stay Pending',
        allowed: 'what the web asks of its node, or less',
        fix: 'say it in pod for the whole site, or keep the files where several nodes can mount them: Files.shared(...)',
      })),
  );
};

export default sameNode;

function isWeb({ kind, metadata }: Manifest): boolean {
  return kind === 'Deployment' && metadata.labels?.[LABEL.component] === COMPONENT.web;
}

/** Whether a pod must run on the node of another one. */
function followsTo(web: Pod, { spec }: Pod): boolean {
  const terms = spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.some(
    ({ topologyKey, labelSelector }: Manifest['spec']) =>
      topologyKey === 'kubernetes.io/hostname' && selects(labelSelector?.matchLabels ?? {}, web.labels),
  );
}

/** The labels that a pod asks of its node, and the values that each may have. */
function nodeLabels(spec: Manifest['spec']): Map<string, Set<string>> {
  const { nodeSelectorTerms = [] } = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? {};
  const [only, ...others] = nodeSelectorTerms; // of several terms any may hold, so none is known to
  const known = others.length > 0 ? [] : (only?.matchExpressions ?? []);
  return new Map([
    ...known
      .filter(({ operator }: Manifest['spec']) => operator === 'In')
      .map(({ key, values }: Manifest['spec']) => [key, new Set(values)] as const),
    ...Object.entries<string>(spec.nodeSelector ?? {}).map(([key, value]) => [key, new Set([value])] as const),
  ]);
}

function isWithin(inner: ReadonlySet<string> | undefined, outer: ReadonlySet<string>): boolean {
  return inner !== undefined && [...inner].every((value) => outer.has(value));
}
