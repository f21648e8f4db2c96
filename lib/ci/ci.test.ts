import { readCi, readOutput } from './ci';

const all = {
  CI_IMAGE_URL: 'example.com/shop:1',
  CI_REGISTRY_IMAGE: 'example.com/shop',
  CI_COMMIT_SHORT_SHA: '1a2b3c4d',
  CI_COMMIT_BRANCH: 'main',
  CI_MERGE_REQUEST_IID: '42',
  CDK8S_DRUPAL_SECRETS: 'include',
};

test('reads its variables', () => {
  expect(readCi(all)).toMatchObject({
    imageUrl: 'example.com/shop:1',
    registryImage: 'example.com/shop',
    shortSha: '1a2b3c4d',
    branch: 'main',
    isMergeRequest: false,
    mergeRequest: '42',
    includeSecrets: true,
    problems: [],
  });
});

test.each<[string, NodeJS.ProcessEnv, boolean]>([
  ['a branch', { CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_SLUG: 'main' }, false],
  ['a tag', { CI_COMMIT_TAG: 'v1', CI_COMMIT_REF_SLUG: 'v1' }, false],
  ['nothing', {}, false],
  ['a merge request', { CI_MERGE_REQUEST_IID: '42' }, true],
  ['a merge request without a slug', { CI_COMMIT_REF_SLUG: '' }, true],
  ['a merge request by its source', { CI_PIPELINE_SOURCE: 'merge_request_event' }, true],
])('knows the pipeline of %s', (_what, variables, expected) => {
  expect(readCi(variables).isMergeRequest).toBe(expected);
});

test('takes an empty variable for none', () => {
  const empty = Object.fromEntries(Object.keys(all).map((name) => [name, '']));
  expect(readCi(empty)).toMatchObject({ imageUrl: undefined, shortSha: undefined, includeSecrets: false });
  expect(readCi({ A: '' }).secret('A')).toBeUndefined();
});

test.each(['true', '1', 'INCLUDE', 'exclude'])('does not take %s for leave to include secrets', (value) => {
  const { includeSecrets, problems } = readCi({ CDK8S_DRUPAL_SECRETS: value });
  expect(includeSecrets).toBe(false);
  expect(problems).toMatchObject([{ path: '$CDK8S_DRUPAL_SECRETS', value }]);
});

test.each<[string, NodeJS.ProcessEnv, ReturnType<typeof readOutput>]>([
  ['nobody', {}, { outdir: 'dist', byCli: false }],
  ['a user', { CDK8S_OUTDIR: 'out' }, { outdir: 'out', byCli: false }],
  ['cdk8s-cli', { CDK8S_OUTDIR: 'out', CDK8S_RECORD_CONSTRUCT_METADATA: 'false' }, { outdir: 'out', byCli: true }],
])('knows the output folder if %s says it', (_who, env, expected) => {
  expect(readOutput(env)).toStrictEqual(expected);
  expect(require('../../cli/by-cli.cjs').byCli(env)).toBe(expected.byCli); // which ends a failed run
});
