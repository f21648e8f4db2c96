import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PIPELINES, type Run, run } from './gitlab';
import { include, siteRepository } from './repository';
import { requireRsync } from './rsync';

beforeAll(requireRsync);

const REGISTRY = {
  CI_REGISTRY: 'registry.gitlab.com',
  CI_REGISTRY_IMAGE: 'registry.gitlab.com/team/shop',
  CI_REGISTRY_USER: 'gitlab-ci-token',
  CI_REGISTRY_PASSWORD: 'glcbt-64_0123456789abcdef',
};

async function build(variables: Record<string, string> = {}, inputs: Record<string, unknown> = {}) {
  const repository = siteRepository(include(inputs));
  const record = join(repository, 'record.json');
  const result = await run(repository, ['build'], { ...REGISTRY, EXECUTOR_RECORD: record, ...variables });
  return { ...result, asked: () => JSON.parse(readFileSync(record, 'utf8')) };
}

describe('build, with a stand-in for the Kaniko executor', () => {
  test('pushes the image under the commit’s short SHA, and keeps layers beside it', async () => {
    const { status, output, asked } = await build();
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(asked().flags).toMatchObject({
      destination: [
        expect.stringMatching(/^registry\.gitlab\.com\/team\/shop:[0-9a-f]{7,8}$/),
        expect.stringMatching(/^registry\.gitlab\.com\/team\/shop:[0-9a-f]{7,8}-[0-9]+$/), // which no other build moves
      ],
      cache: ['true'],
      'cache-repo': ['registry.gitlab.com/team/shop/cache'],
      'compressed-caching': ['false'],
    });
  });

  test('keeps the layers of protected branches where no other branch leaves any', async () => {
    const { asked } = await build({ CI_COMMIT_REF_PROTECTED: 'true' });
    expect(asked().flags).toMatchObject({ 'cache-repo': ['registry.gitlab.com/team/shop/cache-protected'] });
  });

  test('lets go of DOCKER_AUTH_CONFIG, which may pull and not push', async () => {
    const auth = { DOCKER_AUTH_CONFIG: '{"auths":{"registry.gitlab.com":{"auth":"YTpi"}}}' };
    expect(await build(auth)).toMatchObject({ status: 0 });
  });

  test('adds the arguments that the site gives', async () => {
    const { asked } = await build({}, { 'builder-arguments': '--build-arg PHP=8.3 --target=site' });
    expect(asked().flags).toMatchObject({ 'build-arg': ['PHP=8.3'], target: ['site'] });
  });

  test.each([
    ['the job has no credentials', { CI_REGISTRY_PASSWORD: '' }, {}, 'UNAUTHORIZED'],
    [
      'the image goes to a registry that nobody logged in to',
      {},
      { image: 'registry.example.com/shop' },
      'UNAUTHORIZED',
    ],
    ['an argument is unknown', {}, { 'builder-arguments': '--fast' }, 'unknown flag: --fast'],
    ['the Dockerfile is elsewhere', {}, { dockerfile: 'docker/Dockerfile' }, 'error resolving dockerfile path'],
  ])('fails if %s', async (_, variables, inputs, message) => {
    const { status, output } = await build(variables, inputs);
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining(message) });
  });

  test('logs in to another registry with REGISTRY_AUTH_FILE', async () => {
    const repository = siteRepository(include({ image: 'registry.example.com/shop' }), {
      'auth.json': '{"auths":{"registry.example.com":{"auth":"YTpi"}}}',
    });
    const DOCKER_CONFIG = join(repository, 'docker');
    const variables = { ...REGISTRY, DOCKER_CONFIG, REGISTRY_AUTH_FILE: join(repository, 'auth.json') };
    expect(await run(repository, ['build'], variables)).toMatchObject({ status: 0 });
  });

  test('keeps the job’s own login beside a REGISTRY_AUTH_FILE that names only another registry', async () => {
    const file = '{"auths":{"registry.example.com":{"auth":"YTpi"}}}';
    const repository = siteRepository(include(), { 'auth.json': file });
    const DOCKER_CONFIG = join(repository, 'docker');
    const variables = { ...REGISTRY, DOCKER_CONFIG, REGISTRY_AUTH_FILE: join(repository, 'auth.json') };
    expect(await run(repository, ['build'], variables)).toMatchObject({ status: 0 });
    expect(readFileSync(join(DOCKER_CONFIG, 'config.json'), 'utf8')).toBe(file);
    const { status } = await run(repository, ['build'], { ...variables, CI_REGISTRY_PASSWORD: '' });
    expect(status).toBe(1); // so it was the job's own
  });

  test('builds although the cache cannot be kept', async () => {
    const { status, output } = await build({}, { 'builder-arguments': '--cache-repo=registry.example.com/shop/cache' });
    expect(output).toContain('Error uploading layer to cache');
    expect(status).toBe(0);
  });
});

describe('build, with a stand-in for BuildKit', () => {
  async function buildkit(variables: Record<string, string> = {}, inputs: Record<string, unknown> = {}) {
    const repository = siteRepository(include({ builder: 'buildkit', ...inputs }));
    const record = join(repository, 'record');
    const result = await run(repository, ['build'], { ...REGISTRY, BUILDER_RECORD: record, ...variables });
    const artifacts = join(repository, '.gitlab-ci-local/artifacts/build/.gitlab-ci-reports/dotenv/build.env');
    return {
      ...result,
      repository,
      asked: () => readFileSync(record, 'utf8'),
      handedOn: () => readFileSync(artifacts, 'utf8'),
    };
  }

  test('pushes the image with the job’s own login, and hands on its digest', async () => {
    const auth = { DOCKER_AUTH_CONFIG: '{"auths":{"registry.gitlab.com":{"auth":"YTpi"}}}' };
    const { status, output, asked, handedOn } = await buildkit(auth, {
      'builder-arguments': '--opt=build-arg:PHP=8.3',
    });
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(asked()).toMatch(
      /^type=image,"name=(registry\.gitlab\.com\/team\/shop:[0-9a-f]{7,8}),\1-[0-9]+",push=true$/m,
    );
    expect(asked()).toContain('--opt=build-arg:PHP=8.3\n');
    expect(handedOn()).toMatch(/^CI_IMAGE_URL=registry\.gitlab\.com\/team\/shop:[0-9a-f]{7,8}@sha256:[0-9a-f]{64}\n$/);
    expect(`${output}${asked()}`).not.toContain(REGISTRY.CI_REGISTRY_PASSWORD);
  });

  const OWN = { auth: Buffer.from(`gitlab-ci-token:${REGISTRY.CI_REGISTRY_PASSWORD}`).toString('base64') };
  const OTHER = { auth: 'YTpi' };

  test.each<[string, string, object]>([
    ['without line breaks', '{"auths":{"registry.example.com":{"auth":"YTpi"}}}', { 'registry.gitlab.com': OWN }],
    [
      'as an editor lays it out',
      '{\n  "auths" : {\n    "registry.example.com": { "auth": "YTpi" }\n  }\n}\n',
      { 'registry.gitlab.com': OWN },
    ],
    [
      'which logs in to the project’s registry itself',
      '{"auths":{"registry.example.com":{"auth":"YTpi"},"registry.gitlab.com":{"auth":"YzpkCg=="}}}',
      { 'registry.gitlab.com': { auth: 'YzpkCg==' } },
    ],
  ])('keeps the job’s own login beside REGISTRY_AUTH_FILE, %s', async (_, file, expected) => {
    const repository = siteRepository(include({ builder: 'buildkit', image: 'registry.example.com/shop' }), {
      'auth.json': file,
    });
    const variables = { ...REGISTRY, REGISTRY_AUTH_FILE: join(repository, 'auth.json') };
    const { status, output } = await run(repository, ['build'], variables);
    expect({ status, output }).toMatchObject({ status: 0 });
    const { auths } = JSON.parse(readFileSync(join(repository, '.docker/config.json'), 'utf8'));
    expect(auths).toStrictEqual({ 'registry.example.com': OTHER, ...expected });
  });

  test('adds its login to a REGISTRY_AUTH_FILE that has none, however it is written', async () => {
    const kept = async (file: string) => {
      const repository = siteRepository(include({ builder: 'buildkit' }), { 'auth.json': file });
      await run(repository, ['build'], { ...REGISTRY, REGISTRY_AUTH_FILE: join(repository, 'auth.json') });
      return readFileSync(join(repository, '.docker/config.json'), 'utf8');
    };
    const auths = { 'registry.gitlab.com': OWN };
    expect(JSON.parse(await kept('{ "auths": { } , "currentContext": "a" }'))).toStrictEqual({
      auths,
      currentContext: 'a',
    });
    const helpers = { 'registry.example.com': 'ecr-login' };
    expect(JSON.parse(await kept(JSON.stringify({ credHelpers: helpers })))).toStrictEqual({
      auths,
      credHelpers: helpers,
    });
    expect(JSON.parse(await kept('{ }\n'))).toStrictEqual({ auths });
    const https = '{"auths":{"https://registry.gitlab.com/v2/":{"auth":"YTpi"}}}';
    expect(await kept(https)).toBe(`${https}\n`);
    expect(await kept('none\n')).toBe('none\n');
  });

  test('builds although the cache cannot be kept', async () => {
    const { asked } = await buildkit();
    expect(asked()).toMatch(/^type=registry,ref=[^,]+\/cache:[^,]+,mode=max,ignore-error=true$/m);
  });

  test('fails if the image goes to a registry that nobody logged in to', async () => {
    const { status, output } = await buildkit({}, { image: 'registry.example.com/shop' });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('authorization failed') });
  });
});

test('with BuildKit, too, layers of protected branches are apart', async () => {
  const repository = siteRepository(include({ builder: 'buildkit' }));
  const asked = async (of: string) => {
    const record = join(repository, 'record');
    await run(repository, ['build'], { ...REGISTRY, BUILDER_RECORD: record, CI_COMMIT_REF_PROTECTED: of });
    return readFileSync(record, 'utf8').match(/(?<=ref=)[^,\n]+/g);
  };
  const image = 'registry.gitlab.com/team/shop';
  expect(await asked('true')).toEqual([`${image}/cache-protected:buildkit`, `${image}/cache-protected:buildkit`]);
  expect(await asked('false')).toEqual([`${image}/cache:buildkit`, `${image}/cache:buildkit`]);
});

describe('synth, with the image that build handed on', () => {
  const manifest = (repository: string, file: string) =>
    readFileSync(join(repository, '.gitlab-ci-local/artifacts/synth', file), 'utf8');

  async function synth(
    variables: Record<string, string | undefined>,
    files = {},
  ): Promise<Run & { repository: string }> {
    const repository = siteRepository(include(), files);
    return { repository, ...(await run(repository, ['secrets'], { ...REGISTRY, ...variables })) };
  }

  test('names it by tag and digest, for the branch’s environment', async () => {
    const { status, output, repository } = await synth(PIPELINES.main);
    expect({ status, output }).toMatchObject({ status: 0 });
    const web = manifest(repository, 'dist/shop/live/40-web.k8s.yaml');
    expect(web).toMatch(/image: registry\.gitlab\.com\/team\/shop:[0-9a-f]{7,8}@sha256:[0-9a-f]{64}\n/);
    expect(() => manifest(repository, 'dist/shop/stage/40-web.k8s.yaml')).toThrow('ENOENT');
  });

  test('names it whatever a variable of the settings says', async () => {
    const { status, output, repository } = await synth({
      ...PIPELINES.main,
      CI_IMAGE_URL: 'registry.gitlab.com/team/shop:other',
    });
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(manifest(repository, 'dist/shop/live/40-web.k8s.yaml')).not.toContain('team/shop:other');
  });

  test('in a merge request, makes the review app and the environment that it goes to', async () => {
    const { status, output, repository } = await synth(PIPELINES.mergeRequest);
    expect({ status, output }).toMatchObject({ status: 0 });
    const host = 'https://mr-3.review.example.com';
    expect(manifest(repository, 'dist/shop/review-3/40-web.k8s.yaml')).toContain(host);
    expect(manifest(repository, 'dist-target/shop/live/40-web.k8s.yaml')).toContain('https://shop.example.com');
  });

  test('keeps nothing if a site file writes a secret into a manifest', async () => {
    const variables = { ...PIPELINES.main, PAYMENT_API_KEY: 'opens-the-till-42' };
    const { status, output, repository } = await synth(variables, { 'sites/shop.ts': LEAKING });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('no artifact may hold a secret') });
    expect(output).toContain('dist/shop/live/40-web.k8s.yaml');
    expect(() => manifest(repository, 'dist/shop/live/40-web.k8s.yaml')).toThrow('ENOENT');
  });

  test('shows a site file no credential, of GitLab’s or of the settings', async () => {
    const secret = { PAYMENT_API_KEY: 'pay-me-1', STRIPE_SECRET: 'pay-me-2', CI_JOB_JWT_V2: 'job-jwt' };
    const { status, output } = await synth({ ...PIPELINES.main, ...secret }, { 'sites/shop.ts': CURIOUS });
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toContain('read: []');
  });
});

const LEAKING = `
import { defineSite } from 'cdk8s-drupal';

export default defineSite({
  name: 'shop',
  image: 'registry.gitlab.com/team/shop',
  env: { GREETING: 'opens-the-till-42' },
  environments: { live: { branch: 'main', hosts: ['shop.example.com'] } },
});
`;

const CURIOUS = `
import { defineSite } from 'cdk8s-drupal';

const seen = /pay-me|job-jwt|glcbt-/;
console.error('read:', JSON.stringify(Object.keys(process.env).filter((name) => seen.test(process.env[name] ?? ''))));

export default defineSite({
  name: 'shop',
  image: 'registry.gitlab.com/team/shop',
  environments: { live: { branch: 'main', hosts: ['shop.example.com'] } },
});
`;
