import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import type { DeployContext } from '../context/deploy-context';
import { Kubectl } from '../kubectl/kubectl';
import { Lease } from './lease';

/**
 * A server that has no lease. It answers each attempt to write one with the next line of `answers`, or with yes, and keeps what
 * was written; `holder` is somebody else who has it.
 */
const { folder, write } = standInProgram('kubectl');
write(`#!/bin/sh
cd '${folder}'
for word in "$@"; do case $word in version | get | create | replace) verb=$word; break ;; esac; done
case $verb in
  version) echo '{}' ;;
  get)
    [ ! -s holder ] || printf '{"kind":"Lease","metadata":{},"spec":{"holderIdentity":"%s"}}' "$(cat holder)" ;;
  *)
    echo "$verb" >> calls
    cat > written
    answer=$(head -n 1 answers)
    sed -i 1d answers
    if [ -n "$answer" ]; then echo "$answer" >&2; exit 1; fi
    cat written ;;
esac
`);
const file = (name: string) => join(folder, name);

function serverThatSays(...answers: string[]) {
  for (const name of ['calls', 'holder', 'written']) rmSync(file(name), { force: true });
  writeFileSync(file('answers'), answers.map((answer) => `${answer}\n`).join(''));
  const context = {
    kubectl: new Kubectl({ namespace: 'shop-live' }),
    dist: { namespace: 'shop-live' },
    progress: { note: () => undefined },
    variables: { USER: 'ada' },
    timeout: 60_000,
    stop: new AbortController().signal,
  } as unknown as DeployContext;
  return {
    context,
    calls: () => (existsSync(file('calls')) ? readFileSync(file('calls'), 'utf8').trim().split('\n') : []),
    taken: (by: string) => {
      writeFileSync(file('holder'), by);
      writeFileSync(file('answers'), 'Error from server (Conflict): the object has been modified\n');
    },
  };
}

test.each([
  'Error from server (AlreadyExists): leases.coordination.k8s.io "cdk8s-drupal-deploy" already exists',
  'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
])('a lease that could not be had at once is tried for again: %s', async (stderr) => {
  const { context, calls } = serverThatSays(stderr);
  const lease = await Lease.acquire(context);
  expect(calls()).toEqual(['create', 'create']);
  await lease.release();
});

test.each([
  'Error from server (NotFound): namespaces "shop-live" not found',
  'Error from server (Forbidden): leases.coordination.k8s.io is forbidden: User "ada" cannot create resource "leases"',
])('a lease that cannot be had is not tried for without end: %s', async (stderr) => {
  const { context, calls } = serverThatSays(...Array(100).fill(stderr));
  await expect(Lease.acquire(context)).rejects.toMatchObject({ answer: { stderr: `${stderr}\n` } });
  expect(calls()).toEqual(['create']);
});

describe('a process that was suspended for longer than a lease lasts', () => {
  afterEach(() => jest.restoreAllMocks());

  test('asks whether it holds the lease before it goes on, and does not when another has taken it', async () => {
    const { context, calls, taken } = serverThatSays();
    const lease = await Lease.acquire(context);
    await lease.assertHeld();
    expect(calls()).toEqual(['create']);
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    taken('bob in process 1 on example');
    await expect(lease.assertHeld()).rejects.toThrow('lost the lease to another deploy, which goes on');
    expect(calls()).toEqual(['create', 'replace']);
    await lease.release();
    expect(calls()).toEqual(['create', 'replace']); // bob's
  });

  test('goes on when nobody has', async () => {
    const { context, calls } = serverThatSays();
    const lease = await Lease.acquire(context);
    const later = Date.now() + 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => later);
    await lease.assertHeld();
    await lease.assertHeld();
    expect(calls()).toEqual(['create', 'replace']);
    await lease.release();
  });
});
