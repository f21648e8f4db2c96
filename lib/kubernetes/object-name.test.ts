import { nameRuleOf } from './object-name';

const takes = (kind: string, name: string) => {
  const { pattern, longest } = nameRuleOf(kind);
  return name.length <= longest && pattern.test(name);
};
const of = (length: number) => 'a'.repeat(length);

// As API servers of 1.27 and 1.37 answer.
test.each<[string, string, boolean]>([
  ['ConfigMap', `${of(70)}.${of(182)}`, true],
  ['ConfigMap', of(254), false],
  ['ConfigMap', 'a..b', false],
  ['ConfigMap', 'a.-b', false],
  ['ConfigMap', 'a_b', false],
  ['ConfigMap', '1.a', true],
  ['Deployment', of(70), true],
  ['StatefulSet', of(52), true],
  ['StatefulSet', of(53), false],
  ['StatefulSet', 'a.b', false],
  ['CronJob', 'a.b', true],
  ['CronJob', of(52), true],
  ['CronJob', of(53), false],
  ['Job', of(63), true],
  ['Job', of(64), false],
  ['Service', of(63), true],
  ['Service', of(64), false],
  ['Service', '1a', false],
  ['Service', 'a.b', false],
  ['Role', 'System:Any thing', true],
  ['Role', '..', false],
  ['RoleBinding', 'a/b', false],
  ['Namespace', of(64), false],
])('%s/%s: %s', (kind, name, expected) => {
  expect(takes(kind, name)).toBe(expected);
});
