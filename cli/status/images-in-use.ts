import { RECORD } from '../../lib/contract/records';
import { TAG } from '../../lib/formats/image';
import type { Kubectl } from '../kubectl/kubectl';

/** What has an image of its own, or keeps one to go back to. */
const KINDS = 'deployments,replicasets,statefulsets,cronjobs,jobs,pods';

/** The images of a repository that run in a namespace, or that it may go back to: `REPOSITORY:TAG`, sorted. */
export async function imagesInUse(kubectl: Kubectl, repository: string): Promise<string[]> {
  // In any text at all: better one image too many than one that a pod misses on its next node.
  const found = [...(await kubectl.list(KINDS)), await kubectl.get('configmap', RECORD.releases)];
  const image = new RegExp(`${repository.replaceAll(/[^A-Za-z0-9/]/g, '\\$&')}:${TAG}`, 'g');
  return [...new Set(JSON.stringify(found).match(image))].sort();
}
