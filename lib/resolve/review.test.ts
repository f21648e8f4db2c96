import { readCi } from '../ci/ci';
import type { SiteProps } from '../site/site';
import { reviewDomain, reviewEnvironment, reviewedSite, reviewProblems } from './review';

const site: Partial<SiteProps> = { name: 'shop', review: { domain: 'review.example.com', replicas: 1 } };
const mergeRequest = { CI_MERGE_REQUEST_IID: '42', CI_COMMIT_REF_SLUG: 'new-theme' };

test('a merge request has an environment and a host of its own, by its number', () => {
  expect(reviewEnvironment(site, readCi(mergeRequest))).toStrictEqual({
    'review-42': { replicas: 1, hosts: ['mr-42.review.example.com'] },
  });
});

test.each<[string, Partial<SiteProps>, NodeJS.ProcessEnv]>([
  ['the site wants none', { name: 'shop' }, mergeRequest],
  ['a branch is built', site, { ...mergeRequest, CI_COMMIT_BRANCH: 'x' }],
  ['a tag is built', site, { CI_COMMIT_REF_SLUG: 'v1-0', CI_COMMIT_TAG: 'v1.0' }],
  ['there is no CI', site, {}],
])('there is none where %s', (_when, props, variables) => {
  expect(reviewEnvironment(props, readCi(variables))).toBeUndefined();
  expect(reviewProblems(props, readCi(variables))).toEqual([]);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ['an empty slug', { CI_COMMIT_REF_SLUG: '' }],
  ['a slug and no number', { CI_COMMIT_REF_SLUG: 'new-theme' }],
  ['an empty number', { CI_MERGE_REQUEST_IID: '' }],
  ['a number that is none', { CI_MERGE_REQUEST_IID: 'fix' }],
  ['nothing but its source', { CI_PIPELINE_SOURCE: 'merge_request_event' }],
])('a merge request of which is known %s has none, and that is a problem', (_what, variables) => {
  expect(reviewEnvironment(site, readCi(variables))).toBeUndefined();
  expect(reviewProblems(site, readCi(variables))).toMatchObject([{ path: '$CI_MERGE_REQUEST_IID' }]);
});

test('knows what could be a merge request’s, and of which site or domain', () => {
  expect(reviewedSite('shop-review-42')).toBe('shop');
  expect(reviewedSite('shop-review-review-1')).toBe('shop-review');
  for (const namespace of ['shop-live', 'shop-review', 'shop-review-fix', 'review-1'])
    expect(reviewedSite(namespace)).toBeUndefined();
  expect(reviewDomain('mr-42.review.example.com')).toBe('review.example.com');
  for (const host of ['www.review.example.com', 'mr-x.example.com', 'mr-1']) expect(reviewDomain(host)).toBeUndefined();
});
