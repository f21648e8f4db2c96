import { disputes, reservedProblems } from './dispute';
import type { Owner } from './owner';

const owner: Owner = {
  site: 'shop',
  environment: 'live',
  isReview: false,
  project: 'gitlab.com/12',
  path: 'team/shop',
};
const told = (theirs: Partial<Owner>, ours: Partial<Owner> = {}, takeOver?: string[]) =>
  disputes('shop-live', { ...owner, ...theirs }, { ...owner, ...ours }, takeOver).join();

test.each<[string, Partial<Owner>, Partial<Owner>]>([
  ['the same', {}, {}],
  ['the same project under another path', {}, { path: 'new/shop' }],
  ['one whose project is not known', { project: undefined }, {}],
  ['one from a machine that knows no project', {}, { project: undefined }],
])('%s is undisputed', (_what, theirs, ours) => {
  expect(told(theirs, ours)).toBe('');
});

test.each<[string, Partial<Owner>, string]>([
  ['another site', { site: 'shop-live' }, 'this is live of shop-live'],
  ['another environment', { environment: 'stage' }, 'belongs to the environment live of the site shop'],
  ['a review app', { isReview: true }, 'belongs to a permanent environment'],
  ['another project', { project: 'gitlab.com/34' }, 'belongs to the project team/shop (gitlab.com/12)'],
  ['a project of another GitLab', { project: 'git.example.com/12' }, '--take-over gitlab.com/12'],
])('%s is refused', (_what, ours, expected) => {
  expect(told({}, ours)).toContain(expected);
});

test('a project is taken from by its number or path, and nothing else is', () => {
  expect(told({}, { project: 'gitlab.com/34' }, ['gitlab.com/12'])).toBe('');
  expect(told({}, { project: 'gitlab.com/34' }, ['team/shop'])).toBe('');
  expect(told({}, { project: 'gitlab.com/34' }, ['gitlab.com/13'])).not.toBe('');
  expect(told({}, { site: 'blog' }, ['gitlab.com/12'])).not.toBe('');
});

test('the namespaces of the cluster are reserved', () => {
  expect(reservedProblems('kube-system').join()).toContain('kube-system is reserved');
  expect(reservedProblems('shop-live')).toEqual([]);
});
