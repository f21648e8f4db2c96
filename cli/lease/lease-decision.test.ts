import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { LeaseWatch } from './lease-decision';

function lease(holderIdentity: string, resourceVersion = '1', leaseDurationSeconds = 30): KubernetesObject {
  const metadata = { name: 'lease', resourceVersion };
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata,
    spec: { holderIdentity, leaseDurationSeconds },
  };
}

/** What a waiter decides that looks once a second, from a second on up to another. */
function decisions(watch: LeaseWatch, seen: (second: number) => KubernetesObject, from: number, to: number): boolean[] {
  return Array.from({ length: to - from + 1 }, (_, index) => watch.mayTake(seen(from + index), (from + index) * 1000));
}

test('a lease that is not there, or that nobody holds, may be taken', () => {
  expect(new LeaseWatch().mayTake(undefined, 0)).toBe(true);
  expect(new LeaseWatch().mayTake(lease(''), 0)).toBe(true);
});

test('one that is renewed is left alone for as long as it takes', () => {
  const renewed = (second: number) => lease('ann', `${Math.floor(second / 10)}`);
  expect(decisions(new LeaseWatch(), renewed, 0, 1000)).not.toContain(true);
});

test('one that is no longer renewed may be taken once it has lasted its time, whatever its clock says', () => {
  const found = decisions(new LeaseWatch(), () => lease('ann'), 0, 31);
  expect(found.indexOf(true)).toBe(31);
});

test('how long it lasts is what its holder says', () => {
  const found = decisions(new LeaseWatch(), () => lease('ann', '1', 5), 0, 6);
  expect(found.indexOf(true)).toBe(6);
});

test('a waiter that could not see it for a while begins to count anew', () => {
  const watch = new LeaseWatch();
  expect(decisions(watch, () => lease('ann'), 0, 20)).not.toContain(true);
  expect(decisions(watch, () => lease('ann'), 50, 80)).not.toContain(true);
  expect(watch.mayTake(lease('ann'), 81_000)).toBe(true);
});
