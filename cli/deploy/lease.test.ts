import { Kubectl } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';
import { Lease } from './lease';

/** A server that has no lease, and answers each attempt to write one with the next of these, or with yes. */
function serverThatSays(...answers: string[]) {
  const calls: string[] = [];
  let holder: string | undefined;
  const kubectl = Object.create(Kubectl.prototype) as Kubectl;
  Object.assign(kubectl, {
    get: async () => (holder === undefined ? undefined : { metadata: {}, spec: { holderIdentity: holder } }),
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
    timeout: 60_000,
    stop: new AbortController().signal,
  } as unknown as DeployContext;
  const taken = (by: string) => {
    holder = by;
    answers.push('Error from server (Conflict): the object has been modified');
  };
  return { context, calls, taken };
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

describe('a process that was suspended for longer than a lease lasts', () => {
  afterEach(() => jest.restoreAllMocks());

  test('asks whether it holds the lease before it goes on, and does not when another has taken it', async () => {
    const { context, calls, taken } = serverThatSays();
    const lease = await Lease.acquire(context);
    await lease.assertHeld();
    expect(calls).toEqual(['create']);
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    taken('bob in process 1 on example');
    await expect(lease.assertHeld()).rejects.toThrow('lost the lease to another deploy, which goes on');
    expect(calls).toEqual(['create', 'replace']);
    await lease.release();
    expect(calls).toEqual(['create', 'replace']); // bob's
  });

  test('goes on when nobody has', async () => {
    const { context, calls } = serverThatSays();
    const lease = await Lease.acquire(context);
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    await lease.assertHeld();
    await lease.assertHeld();
    expect(calls).toEqual(['create', 'replace']);
    await lease.release();
  });
});
