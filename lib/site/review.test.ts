import { readCi } from './ci';
import { reviewEnvironment } from './review';
import type { SiteProps } from './site';

const site: Partial<SiteProps> = { name: 'shop', review: { domain: 'review.example.com', replicas: 1 } };
const mergeRequest = readCi({ CI_COMMIT_REF_SLUG: 'new-theme' });

test('a merge request has an environment and a host of its own', () => {
  expect(reviewEnvironment(site, mergeRequest)).toStrictEqual({
    'review-new-theme': { replicas: 1, hosts: ['new-theme.review.example.com'] },
  });
});

test.each<[string, Partial<SiteProps>, NodeJS.ProcessEnv]>([
  ['the site wants none', { name: 'shop' }, { CI_COMMIT_REF_SLUG: 'x' }],
  ['a branch is built', site, { CI_COMMIT_REF_SLUG: 'x', CI_COMMIT_BRANCH: 'x' }],
  ['a tag is built', site, { CI_COMMIT_REF_SLUG: 'v1-0', CI_COMMIT_TAG: 'v1.0' }],
  ['there is no CI', site, {}],
])('there is none where %s', (_when, props, variables) => {
  expect(reviewEnvironment(props, readCi(variables))).toBeUndefined();
});

describe('a long slug', () => {
  const nameOf = (slug: string) =>
    Object.keys(reviewEnvironment(site, readCi({ CI_COMMIT_REF_SLUG: slug })) ?? {})[0] ?? '';

  test('is cut so that the namespace fits', () => {
    expect(`shop-${nameOf('a'.repeat(63))}`).toHaveLength(63);
  });

  test('is told apart from another with the same beginning', () => {
    expect(nameOf(`${'a'.repeat(62)}1`)).not.toBe(nameOf(`${'a'.repeat(62)}2`));
  });
});
