import { Kubectl } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';
import { Lease } from './lease';

/** A server that has no lease, and answers each attempt to make one with the next of these. */
function serverThatSays(...answers: string[]) {
  const calls: string[] = [];
  const kubectl = Object.create(Kubectl.prototype) as Kubectl;
  Object.assign(kubectl, {
    get: async () => undefined,
    run: async ([verb = '']: string[]) => {
      calls.push(verb);
      const stderr = answers.shift() ?? '';
      return { status: stderr === '' ? 0 : 1, stdout: '{"metadata":{"name":"cdk8s-drupal-deploy"},"spec":{}}', stderr };
    },
  });
  const context = {
    kubectl,
    dist: { namespace: 'shop-live' },
    progress: { note: () => undefined },
    variables: { USER: 'ada' },
    deadline: Date.now() + 60_000,
    stop: new AbortController().signal,
  } as unknown as DeployContext;
  return { context, calls };
}

test.each([
  'Error from server (AlreadyExists): leases.coordination.k8s.io "cdk8s-drupal-deploy" already exists',
  'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
])('a lease that could not be had at once is tried for again: %s', async (stderr) => {
  const { context, calls } = serverThatSays(stderr);
  const lease = await Lease.acquire(context);
  expect(calls).toEqual(['create', 'create']);
  await lease.release();
});

test.each([
  'Error from server (NotFound): namespaces "shop-live" not found',
  'Error from server (Forbidden): leases.coordination.k8s.io is forbidden: User "ada" cannot create resource "leases"',
])('a lease that cannot be had is not tried for without end: %s', async (stderr) => {
  const { context, calls } = serverThatSays(...Array(100).fill(stderr));
  await expect(Lease.acquire(context)).rejects.toMatchObject({ answer: { stderr } });
  expect(calls).toEqual(['create']);
});
