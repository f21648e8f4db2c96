import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { DELIVERIES, type Delivery, delivers } from './deliveries';

/** What is to be done where a GitOps controller applies the objects, by command. */
const TODO = {
  deploy: ({ name, source, release, manager }: Delivery) =>
    `change what its ${source} reads and let ${name} apply it; to deploy from here instead, ${release}, and deploy once with --take-over ${manager}`,
  rollback: ({ source }: Delivery) =>
    `it would apply the newer release again: go back in what its ${source} reads, such as by reverting the commit`,
  status: ({ source }: Delivery) => `a deploy, a rollback or a destroy from here is refused; its ${source} decides`,
  restore: ({ source, name }: Delivery) =>
    `it would start the web again before the data is there: suspend its ${source} in ${name}, restore, and resume it`,
  seed: ({ source, name }: Delivery) =>
    `it would start the web again before the content is there: suspend its ${source} in ${name}, run this again, and resume it`,
  destroy: ({ source }: Delivery) => `it would make again what is deleted: delete its ${source} first`,
} as const;

/** An administrator may well keep namespaces by a controller, and volumes and Secrets are no deploy's alone. */
const SHARED = ['Namespace', 'PersistentVolume', 'Secret'];

/**
 * Why a command must not change objects that a GitOps controller applies as well: one would undo what the other does, prune what
 * the other made, and start the release beside the other.
 * @param takeOver the field managers of controllers that have let go
 */
export function besideController(
  live: readonly KubernetesObject[],
  command: keyof typeof TODO,
  takeOver: readonly string[] = [],
): string[] {
  const objects = live.filter(({ kind }) => !SHARED.includes(kind));
  return DELIVERIES.filter(({ manager }) => !takeOver.includes(manager)).flatMap((delivery) => {
    const theirs = objects.filter((object) => delivers(delivery, object)).map(nameOf);
    if (theirs.length === 0) return [];
    const [first, ...others] = theirs;
    const what = others.length === 0 ? first : `${first} and ${others.length} more`;
    return [`${delivery.name} applies ${what} (field manager ${delivery.manager}): ${TODO[command](delivery)}`];
  });
}
