import { SHOP, synth } from '../../test/synth';

const review = { domain: 'review.example.com' };
const at = (host: string) => ({ hosts: [host] });
const foldersOf = (files: Readonly<Record<string, string>>) => [
  ...new Set(Object.keys(files).map((file) => file.split('/').slice(0, 2).join('/'))),
];

test.each(['review', 'review-fix', 'review-42', 'reviews'])(
  'no permanent environment is called %s, as a merge request’s is deleted without asking',
  (name) => {
    const { status, report } = synth([{ ...SHOP, environments: { [name]: at('a.example.com') } }]);
    expect(status).toBe(1);
    expect(report).toContain('is a name for the environments of merge requests');
  },
);

test.each<[string, object[], string]>([
  [
    'a site whose environment has a namespace of another’s review apps',
    [
      { ...SHOP, review },
      { ...SHOP, name: 'shop-review', environments: { 42: at('b.example.com') } },
    ],
    'would share the namespace shop-review-42 with a review app of the site shop',
  ],
  [
    'two sites with one review domain',
    [
      { ...SHOP, review },
      { ...SHOP, name: 'blog', environments: { live: at('b.example.com') }, review },
    ],
    'review.domain: "review.example.com" is the domain of the review apps of shop too',
  ],
  [
    'a host that a merge request of the same site may get',
    [{ ...SHOP, environments: { live: at('mr-7.review.example.com') }, review }],
    'environments.live.hosts[0]: "mr-7.review.example.com" is the host of a review app of the site shop',
  ],
  [
    'a host that a merge request of another site may get',
    [
      { ...SHOP, review },
      { ...SHOP, name: 'blog', environments: { live: at('mr-7.review.example.com') } },
    ],
    'blog live\n  environments.live.hosts[0]: "mr-7.review.example.com" is the host of a review app of the site shop',
  ],
])('refuses %s, in any pipeline', (_what, sites, expected) => {
  for (const env of [{}, { CI_COMMIT_BRANCH: 'main' }, { CI_MERGE_REQUEST_IID: '1' }]) {
    const { status, report } = synth(sites as never, { env });
    expect(report).toContain(expected);
    expect(status).toBe(1);
  }
});

test('a site beside one that is called like its review apps is none of them', () => {
  const other = { ...SHOP, name: 'shop-review', environments: { live: at('b.example.com') } };
  expect(synth([{ ...SHOP, review }, other]).status).toBe(0);
});

test('two merge requests never share an environment, whatever their branches are called', () => {
  const made = (iid: string, slug: string) =>
    foldersOf(synth([{ ...SHOP, review }], { env: { CI_MERGE_REQUEST_IID: iid, CI_COMMIT_REF_SLUG: slug } }).files);
  expect(made('1', 'feature-login')).toEqual(['shop/review-1']);
  expect(made('2', 'feature-login')).toEqual(['shop/review-2']);
});

test.each([{ CI_COMMIT_REF_SLUG: '' }, { CI_MERGE_REQUEST_IID: '', CI_COMMIT_REF_SLUG: '' }])(
  'nothing else is made where a merge request has no name (%j)',
  (env) => {
    const { status, report, files } = synth([{ ...SHOP, review }], { env });
    expect([status, Object.keys(files)]).toEqual([1, []]);
    expect(report).toContain('$CI_MERGE_REQUEST_IID: is not set');
  },
);

test('a branch without a single Latin letter has a review app like any other', () => {
  const { files } = synth([{ ...SHOP, review }], { env: { CI_MERGE_REQUEST_IID: '3', CI_COMMIT_REF_SLUG: '' } });
  expect(foldersOf(files)).toEqual(['shop/review-3']);
});

test.each([
  ['kube', 'system'],
  ['kube', 'public'],
  ['kube', 'node-lease'],
  ['kube-shop', 'live'],
  ['cert', 'manager'],
  ['ingress', 'nginx'],
])('the namespace %s-%s is not a site’s', (name, environment) => {
  const { status, report } = synth([{ ...SHOP, name, environments: { [environment]: at('a.example.com') } }]);
  expect(report).toContain(`give the namespace ${name}-${environment}, which is reserved`);
  expect(status).toBe(1);
});
