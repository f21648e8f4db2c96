import { COMPONENT, DRUPAL, LABEL } from '../../lib/contract/labels';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

// biome-ignore lint/suspicious/noExplicitAny: a container as the API has it
type Container = any;

/** The role of pods that run Drupal's commands for a restore. */
export const RESTORE_COMPONENT = 'restore';

/** The web as it is in the namespace. @throws Refusal if there is none */
export async function liveWeb({ kubectl, dist }: DeployContext): Promise<KubernetesObject> {
  const [web] = await kubectl.list('deployments', `${LABEL.name}=${DRUPAL},${LABEL.component}=${COMPONENT.web}`);
  if (web !== undefined) return web;
  throw new Refusal(`there is no web in ${dist.namespace}`, ['deploy first: a restore fills a site that is there']);
}

/** A network policy lets a new pod through only after a moment; who is never let through is told so by the command itself. */
const ONCE_REACHED = [
  'tries=0',
  'until drush status --field=bootstrap 2> /dev/null | grep -q . || [ "$tries" = 15 ]; do',
  '  tries=$((tries + 1))',
  '  sleep 2',
  'done',
  'exec "$@"',
].join('\n');

/** A Job that runs a command in the image, and with all that the web's pods have; no Service leads to it. */
export function drushJob(web: KubernetesObject, name: string, args: readonly string[]): KubernetesObject {
  const { metadata, spec } = web.spec.template;
  const labels = { ...metadata.labels, [LABEL.component]: RESTORE_COMPONENT };
  const container: Container = spec.containers.find(({ name }: Container) => name === DRUPAL);
  const { ports, startupProbe, readinessProbe, livenessProbe, lifecycle, ...own } = container;
  const { topologySpreadConstraints, terminationGracePeriodSeconds, ...pod } = spec;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: 1800,
      ttlSecondsAfterFinished: 24 * 3600,
      template: {
        metadata: { labels },
        spec: {
          ...pod,
          restartPolicy: 'Never',
          containers: [{ ...own, args: ['sh', '-c', ONCE_REACHED, 'restore', ...args] }],
        },
      },
    },
  };
}
