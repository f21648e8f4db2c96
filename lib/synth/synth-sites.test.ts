import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oops } from '../../test/oops';
import { find, objectsOf, SHOP, siteFile, synth, synthFiles, temporaryFolder } from '../../test/synth';
import { Cluster } from '../site/cluster';
import { defineSite, isSite } from '../site/site';

const foldersOf = (files: Record<string, string>) => [
  ...new Set(Object.keys(files).map((file) => file.replace(/\/[^/]*$/, ''))),
];

const branches = {
  ...SHOP,
  environments: {
    live: { branch: 'main', hosts: ['shop.example.com'] },
    stage: { branch: 'develop', hosts: ['stage.example.com'] },
    demo: { branch: 'develop', hosts: ['demo.example.com'] },
  },
};

describe('writes', () => {
  test('a file for each phase of each environment', () => {
    expect(Object.keys(synth([SHOP]).files)).toStrictEqual([
      'shop/live/00-namespace.k8s.yaml',
      'shop/live/10-state.k8s.yaml',
      'shop/live/20-services.k8s.yaml',
      'shop/live/30-release.k8s.yaml',
      'shop/live/40-web.k8s.yaml',
    ]);
  });

  test('all sites', () => {
    const other = { ...SHOP, name: 'blog', environments: { live: { hosts: ['blog.example.com'] } } };
    expect(foldersOf(synth([SHOP, other]).files)).toStrictEqual(['blog/live', 'shop/live']);
  });

  test('the same text each time', () => {
    expect(synth([SHOP]).files).toStrictEqual(synth([SHOP]).files);
  });

  test('nothing beside the output folder', () => {
    expect(readdirSync(synth([SHOP]).folder)).toStrictEqual(['dist']);
  });

  test('over what the site had before, and beside what others have', () => {
    const folder = temporaryFolder();
    synth([branches], { folder });
    mkdirSync(join(folder, 'dist/other'));
    writeFileSync(join(folder, 'dist/other/file'), 'theirs');
    const { files } = synth([SHOP], { folder });
    expect(foldersOf(files)).toStrictEqual(['other', 'shop/live']);
  });
});

describe('the environments are', () => {
  test.each<[string, NodeJS.ProcessEnv, string[]]>([
    ['all outside CI', {}, ['shop/demo', 'shop/live', 'shop/stage']],
    ['that of the branch', { CI_COMMIT_BRANCH: 'main' }, ['shop/live']],
    ['those of the branch', { CI_COMMIT_BRANCH: 'develop' }, ['shop/demo', 'shop/stage']],
    ['all on a branch that none names', { CI_COMMIT_BRANCH: 'topic' }, ['shop/demo', 'shop/live', 'shop/stage']],
  ])('%s', (_what, env, expected) => {
    expect(foldersOf(synth([branches], { env }).files)).toStrictEqual(expected);
  });

  test('that of the merge request', () => {
    const review = { domain: 'review.example.com' };
    const { files } = synth([{ ...branches, review }], { env: { CI_MERGE_REQUEST_IID: '42' } });
    expect(foldersOf(files)).toStrictEqual(['shop/review-42']);
  });

  test('that of the merge request, on volumes that go with it', () => {
    const site = { ...branches, cluster: Cluster.doks(), review: { domain: 'review.example.com' } };
    const review = synth([site], { env: { CI_MERGE_REQUEST_IID: '42' } }).files['shop/review-42/10-state.k8s.yaml'];
    expect(review).toContain('storageClassName: do-block-storage\n');
    expect(review).not.toContain('do-block-storage-retain');
    const live = synth([site], { env: { CI_COMMIT_BRANCH: 'main' } }).files['shop/live/10-state.k8s.yaml'];
    expect(live).toContain('storageClassName: do-block-storage-retain\n');
  });

  test('those that name no branch, in every pipeline, as `branch` promises', () => {
    const environments = { ...branches.environments, trial: { hosts: ['trial.example.com'] } };
    const { files } = synth([{ ...SHOP, environments }], { env: { CI_COMMIT_BRANCH: 'main' } });
    expect(foldersOf(files)).toStrictEqual(['shop/live', 'shop/trial']);
  });
});

describe('with a problem in one site of two', () => {
  const wrong = { ...SHOP, name: 'blog', environments: { live: { hosts: ['Blog'] } } };

  test('nothing is written', () => {
    const { status, files, folder } = synth([SHOP, wrong]);
    expect([status, files, readdirSync(folder)]).toStrictEqual([1, {}, []]);
  });

  test('a former result stays as it was', () => {
    const folder = temporaryFolder();
    const before = synth([branches], { folder }).files;
    expect(synth([SHOP, wrong], { folder }).files).toStrictEqual(before);
    expect(readdirSync(folder)).toStrictEqual(['dist']);
  });

  test('nothing is written either if the problem shows only in the objects', () => {
    const late = {
      ...SHOP,
      name: 'blog',
      environments: { live: { hosts: ['blog.example.com'] } },
      services: [{ id: 'x', bind: () => ({ env: { A: { secret: 'nobodys', key: 'k' } } }) }],
    };
    const folder = temporaryFolder();
    const before = synth([branches], { folder }).files;
    const { status, report, files } = synth([SHOP, late], { folder });
    expect([status, files, readdirSync(folder)]).toStrictEqual([1, before, ['dist']]);
    expect(report).toContain('blog live\n  Job/release-');
    expect(report).toContain('refers to the Secret "nobodys", which nothing makes');
  });

  test('the report says all of it, by site and environment', () => {
    const worse = { ...wrong, replicas: 0, environments: { live: { hosts: ['Blog'] }, stage: { hosts: [] } } };
    expect(synth([{ ...SHOP, image: 'shop:latest' }, worse]).report).toMatchSnapshot();
  });
});

describe('the exit status', () => {
  test.each([
    ['0 if all is well', SHOP, false, 0],
    ['0 if all is well, run by cdk8s-cli', SHOP, true, 0],
    ['1 if something is wrong', {}, false, 1],
    ['0 if something is wrong, run by cdk8s-cli, which sees that no output is there', {}, true, 0],
  ])('is %s', (_what, site, byCli, expected) => {
    const { status, folder, report } = synth([site], { byCli });
    expect(status).toBe(expected);
    expect(existsSync(join(folder, 'dist'))).toBe(site === SHOP);
    expect(report.includes('nothing was written')).toBe(site !== SHOP);
  });
});

describe('fails if', () => {
  test('there is no site', () => {
    expect(synthFiles([])).toMatchObject({ status: 1, report: expect.stringContaining('sites/: has no site') });
  });

  test.each([
    ['exports nothing', undefined],
    ['exports null', null],
    ['exports a definition without defineSite', SHOP],
    ['exports a text', 'shop'],
  ])('a file %s', (_what, value) => {
    const { status, report } = synthFiles([siteFile(value, 'sites/b.ts'), siteFile(defineSite(SHOP))]);
    expect(status).toBe(1);
    expect(report).toContain('sites/b.ts\n  default export: is not a site');
  });

  test.each([undefined, null, 5])('a module is %p', (module) => {
    expect(synthFiles([{ file: 'sites/b.ts', load: () => module }]).status).toBe(1);
  });

  test('a file throws, and says what', () => {
    const load = () => {
      throw new Error('oops');
    };
    expect(synthFiles([{ file: 'sites/b.ts', load }])).toMatchObject({
      status: 1,
      report: expect.stringContaining('threw Error: oops'),
    });
  });

  test('a service of the user throws', () => {
    const { status, report } = synth([{ ...SHOP, services: [{ id: 'x', bind: oops }] }]);
    expect(status).toBe(1);
    expect(report).toMatch(/^shop live\n {2}test\/oops\.ts:\d+:\d+: threw TypeError: oops\n/);
    expect(report).not.toMatch(/^\s+at /m);
  });
});

describe('says in one line what it assumed', () => {
  test('for each site', () => {
    const other = {
      ...SHOP,
      name: 'blog',
      image: 'example.com/blog',
      environments: { live: { hosts: ['b.example'] } },
    };
    expect(synth([SHOP, other]).report).toBe(
      'Assumed: the default storage class, the default ingress class, a certificate in the Secret web-tls, ' +
        'that every pod of the cluster may call the web as the edge does, since no controllerNamespace is set (shop, blog); ' +
        'image tag local, since no CI gives one (blog).',
    );
  });
});

test('an image without tag gets that of CI', () => {
  const env = { CI_IMAGE_URL: `example.com/shop:1a2b3c4d@sha256:${'a'.repeat(64)}` };
  const web = find(objectsOf({ image: 'example.com/shop' }, env), 'Deployment', 'web');
  expect(web.spec.template.spec.containers[0].image).toBe(env.CI_IMAGE_URL);
});

test('dist holds YAML alone', () => {
  const { folder, files } = synth([SHOP]);
  for (const file of Object.keys(files))
    expect(readFileSync(join(folder, 'dist', file), 'utf8')).toMatch(/^apiVersion: /);
});

test('knows a site of another copy of the package', () => {
  const foreign = Object.defineProperty({ props: SHOP }, Symbol.for('cdk8s-drupal.site'), { value: true });
  expect(isSite(foreign)).toBe(true);
  expect(synthFiles([siteFile(foreign)]).status).toBe(0);
});

test('an output folder that cannot be made is told, and leaves nothing behind', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'dist'), 'a file');
  const { status, report } = synthFiles([siteFile(defineSite(SHOP))], { folder });
  expect(report).toMatch(/^the output folder\n {2}\S*dist: cannot be written: EEXIST/);
  expect([status, readdirSync(folder)]).toStrictEqual([1, ['dist']]);
});
