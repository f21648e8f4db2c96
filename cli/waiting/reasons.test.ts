import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { Reasons } from './reasons';

const job: KubernetesObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'release', uid: 'u' },
  spec: {},
};

function event(resourceVersion: string): KubernetesObject {
  const message = 'pods "a" is forbidden: minimum cpu usage per Container is 50m';
  const involvedObject = { uid: 'u' };
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'a', uid: 'e', resourceVersion },
    involvedObject,
    type: 'Warning',
    reason: 'FailedCreate',
    message,
  };
}

/** A cluster in which some kinds may not be listed. */
function contextOf(answers: KubernetesObject[][], denied: readonly string[] = []) {
  const asked: string[] = [];
  const notes: string[] = [];
  const run = async ([, kinds = '']: string[]) => {
    asked.push(kinds);
    const refused = kinds.split(',').filter((kind) => denied.includes(kind));
    if (refused.length > 0)
      return { status: 1, stdout: '', stderr: refused.map((kind) => `cannot list resource "${kind}"`).join('\n') };
    return { status: 0, stdout: JSON.stringify({ kind: 'List', items: answers.shift() ?? [] }), stderr: '' };
  };
  const context = {
    kubectl: { run },
    progress: { note: (line: string) => notes.push(line) },
  } as unknown as DeployContext;
  return { context, asked, notes };
}

test('what was there when the waiting began is no reason to give up, until it happens again', async () => {
  const { context } = contextOf([[event('1')], [event('1')], [event('2')]]);
  const reasons = new Reasons(context);
  expect((await reasons.of([job])).map(({ isFinal }) => isFinal)).toEqual([false]);
  expect((await reasons.of([job], true)).map(({ isFinal }) => isFinal)).toEqual([false]);
  expect((await reasons.of([job], true)).map(({ isFinal }) => isFinal)).toEqual([true]);
});

test('the namespace is looked at in one call, and not each time', async () => {
  const { context, asked } = contextOf([[], []]);
  const reasons = new Reasons(context);
  for (const isLast of [false, false, false, true]) await reasons.of([job], isLast);
  expect(asked).toEqual([
    'replicasets,pods,persistentvolumeclaims,events',
    'replicasets,pods,persistentvolumeclaims,events',
  ]);
});

test('what may not be listed is left out, and told once', async () => {
  const { context, asked, notes } = contextOf([], ['events', 'persistentvolumeclaims']);
  await new Reasons(context).of([job]);
  await new Reasons(context).of([job]);
  expect(asked.slice(1)).toEqual(['replicasets,pods', 'replicasets,pods']);
  expect(notes).toEqual(['may not list persistentvolumeclaims, events, so failures are explained without them']);
});
