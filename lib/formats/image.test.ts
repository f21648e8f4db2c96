import { imageProblems, parseImage, pin, registryOf } from './image';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each<[string, string, string | undefined, string | undefined]>([
  ['shop', 'shop', undefined, undefined],
  ['shop:1.0', 'shop', '1.0', undefined],
  ['example.com/team/shop:1', 'example.com/team/shop', '1', undefined],
  ['example.com:5000/shop', 'example.com:5000/shop', undefined, undefined],
  ['localhost/shop:x', 'localhost/shop', 'x', undefined],
  [`shop@${digest}`, 'shop', undefined, digest],
  [`shop:1@${digest}`, 'shop', '1', digest],
  ['a.b__c-d/e_f:_Tag.1-x', 'a.b__c-d/e_f', '_Tag.1-x', undefined],
])('%s has the repository %s, the tag %s and the digest %s', (reference, repository, tag, hash) => {
  expect(parseImage(reference)).toStrictEqual({ repository, tag, digest: hash });
});

test.each([
  '',
  'Shop',
  'example.com/Shop',
  'shop:',
  'shop:a b',
  'shop:1:2',
  `shop:${'x'.repeat(129)}`,
  'shop@sha256:abc',
  `shop@${digest.toUpperCase()}`,
  'https://example.com/shop',
  '/shop',
  'shop/',
  'a//b',
  'a___b',
  ' shop',
  'shop\n',
  `${'a'.repeat(256)}`,
])('"%s" is no image', (reference) => {
  expect(parseImage(reference)).toBeUndefined();
});

test.each([
  ['shop:1', 'shop:1', '1'],
  [`shop:1@${digest}`, `shop:1@${digest}`, '1'],
  [`shop@${digest}`, `shop@${digest}`, '0123456789ab'],
])('%s is pinned as %s and called %s', (text, reference, version) => {
  expect(pin(parseImage(text) ?? { repository: '' })).toMatchObject({ reference, version });
});

test.each([
  ['registry.gitlab.com/group/project', 'registry.gitlab.com'],
  ['example.com:5000/shop', 'example.com:5000'],
  ['localhost/shop', 'localhost'],
  ['library/redis', 'https://index.docker.io/v1/'],
  ['redis', 'https://index.docker.io/v1/'],
])('%s is in the registry %s', (repository, registry) => {
  expect(registryOf({ repository })).toBe(registry);
});

test.each(['shop', 'shop:latest', `shop:latest@${digest}`])('%s does not say which build it is', (reference) => {
  expect(imageProblems(reference)).toMatchObject([{ path: 'image', value: reference }]);
});

test('does not take long for a long text', () => {
  const before = performance.now();
  parseImage(`${'a'.repeat(20_000)}!`);
  parseImage(`${'a-'.repeat(10_000)}!`);
  expect(performance.now() - before).toBeLessThan(1000);
});
