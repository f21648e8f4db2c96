import { chooseImage } from './choose-image';
import { readCi } from './ci';

const digest = `sha256:${'ab'.repeat(32)}`;

/** What is chosen outside any work tree: the reference and what was assumed, or the problem. */
function choose(written: string, variables: NodeJS.ProcessEnv = {}) {
  const chosen = chooseImage(written, readCi(variables, '/'));
  return 'problem' in chosen ? chosen.problem : [chosen.image.reference, ...(chosen.assumed ? [chosen.assumed] : [])];
}

const kaniko = { CI_IMAGE_URL: `example.com/shop:1a2b3c4d@${digest}` };
const gitlab = { CI_REGISTRY_IMAGE: 'example.com/team/shop', CI_COMMIT_SHORT_SHA: '1a2b3c4d' };

test.each<[string, string, NodeJS.ProcessEnv, string]>([
  ['what CI has just built, with its digest', 'example.com/shop', kaniko, `example.com/shop:1a2b3c4d@${digest}`],
  [
    'what CI built, though its registry path is another',
    'example.com/shop',
    { ...gitlab, ...kaniko },
    kaniko.CI_IMAGE_URL,
  ],
  ['the short sha of the repository of the project', 'example.com/team/shop', gitlab, 'example.com/team/shop:1a2b3c4d'],
  ['the short sha of an image below it', 'example.com/team/shop/web', gitlab, 'example.com/team/shop/web:1a2b3c4d'],
  ['a pinned image of another repository in CI', 'example.com/other:7', kaniko, 'example.com/other:7'],
  ['a pinned image beside the project', 'example.com/team/shopping:7', gitlab, 'example.com/team/shopping:7'],
  ['a pinned image', 'example.com/other:7', {}, 'example.com/other:7'],
  ['a digest', `example.com/other@${digest}`, {}, `example.com/other@${digest}`],
])('takes %s', (_what, written, variables, reference) => {
  expect(choose(written, variables)).toStrictEqual([reference]);
});

test('outside CI gives an image without tag the commit, and says so', () => {
  expect(choose('example.com/shop')).toStrictEqual([
    'example.com/shop:local',
    'image tag local, since no CI gives one',
  ]);
});

test.each<[string, string, NodeJS.ProcessEnv, string]>([
  ['no reference', 'Not An Image', {}, 'is not an image reference'],
  ['the tag latest', 'example.com/shop:latest', {}, 'names the tag "latest"'],
  ['latest beside a digest', `example.com/shop:latest@${digest}`, {}, 'names the tag "latest"'],
  ['a tag where CI gives it', 'example.com/shop:1', kaniko, 'has a tag or digest, but CI gives the image'],
  [
    'a digest where CI gives it',
    `example.com/team/shop@${digest}`,
    gitlab,
    'has a tag or digest, but CI gives the image',
  ],
  ['no tag where CI builds another', 'example.com/other', kaniko, 'has no tag, and CI builds another repository'],
  ['no tag beside the project', 'example.com/team/shopping', gitlab, 'has no tag, and CI builds another repository'],
  [
    'no tag where CI says no repository',
    'example.com/shop',
    { CI_COMMIT_SHORT_SHA: '1a' },
    'has no tag, and CI builds',
  ],
])('fails for %s', (_what, written, variables, message) => {
  expect(choose(written, variables)).toMatchObject({
    path: 'image',
    value: written,
    message: expect.stringContaining(message),
    allowed: expect.stringMatching(message.startsWith('has a tag') ? /^the repository/ : /^repository:tag/),
  });
});

test.each([
  ['no reference', 'Not An Image', 'is not an image reference'],
  ['no tag', 'example.com/shop', 'does not say which build it is'],
  ['the tag latest', 'example.com/shop:latest', 'does not say which build it is'],
  ['latest beside a digest', `example.com/shop:latest@${digest}`, 'does not say which build it is'],
])('fails if CI_IMAGE_URL has %s', (_what, url, message) => {
  expect(choose('example.com/shop', { CI_IMAGE_URL: url })).toMatchObject({
    path: '$CI_IMAGE_URL',
    value: url,
    message: expect.stringContaining(message),
  });
});

test('a CI_IMAGE_URL that is no reference is no reason to refuse a pinned image', () => {
  expect(choose('example.com/other:7', { CI_IMAGE_URL: 'Not An Image' })).not.toMatchObject({
    message: 'has a tag or digest, but CI gives the image of this repository',
  });
});
