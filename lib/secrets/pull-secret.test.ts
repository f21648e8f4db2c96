import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { type Ci, readCi } from '../ci/ci';
import { RegistryCredential } from '../site/registry-credential';
import { PullSecret, type PullSecretProps } from './pull-secret';

/** CI with these variables, asked for secret values. */
function including(variables: Record<string, string> = {}): Ci {
  return readCi({ CDK8S_DRUPAL_SECRETS: 'include', ...variables });
}

const quiet = readCi({});

function pull(props: PullSecretProps = {}) {
  const chart = plainChart();
  return { chart, construct: new PullSecret(chart, 'pull', props) };
}

/** The registries in the one Secret of a chart. */
function loginsOf({ chart }: ReturnType<typeof pull>) {
  return JSON.parse(only(chart, 'Secret').stringData['.dockerconfigjson']).auths;
}

describe('without properties', () => {
  const { chart, construct } = pull();

  test('is a reference by name, and no value', () => {
    expect(construct.secretName).toBe('pull');
    expect(manifestsOf(chart)).toStrictEqual([]);
  });

  test('says what must be in the cluster', () => {
    expect(construct.needs).toStrictEqual([
      {
        name: 'pull',
        type: 'kubernetes.io/dockerconfigjson',
        purpose: 'pulling images from registry.gitlab.com',
        keys: {
          '.dockerconfigjson': {
            from: 'registry-login',
            registry: 'registry.gitlab.com',
            user: { variable: 'CI_DEPLOY_USER' },
            passwordVariable: 'CI_DEPLOY_PASSWORD',
          },
        },
      },
    ]);
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<PullSecretProps> = {
    registry: 'registry.digitalocean.com',
    credential: RegistryCredential.digitalOcean({ tokenVariable: 'DO_TOKEN' }),
    ci: including({ DO_TOKEN: 'dop_v1_x' }),
  };
  const auth = Buffer.from('dop_v1_x:dop_v1_x').toString('base64');
  expect(loginsOf(pull(props))).toStrictEqual({
    'registry.digitalocean.com': { username: 'dop_v1_x', password: 'dop_v1_x', auth },
  });
});

test('emits the Secret when it is asked to', () => {
  const ci = including({ CI_DEPLOY_USER: 'gitlab+deploy-token-1', CI_DEPLOY_PASSWORD: 'gldt-x' });
  expect(only(pull({ ci }).chart, 'Secret')).toMatchObject({
    metadata: { name: 'pull' },
    type: 'kubernetes.io/dockerconfigjson',
  });
});

test('knows the user of an access token by name', () => {
  const credential = RegistryCredential.gitlabAccessToken({ user: 'ada', passwordVariable: 'PAT' });
  const logins = loginsOf(pull({ credential, ci: including({ PAT: 'glpat-x' }) }));
  expect(logins['registry.gitlab.com']).toMatchObject({ username: 'ada', password: 'glpat-x' });
});

test('refers to a Secret that exists, and needs no variable', () => {
  const { chart, construct } = pull({ credential: RegistryCredential.existing('regcred'), ci: including() });
  expect(construct.secretName).toBe('regcred');
  expect(manifestsOf(chart)).toStrictEqual([]);
});

test('is nothing where the image is public', () => {
  const { construct } = pull({ credential: RegistryCredential.none(), ci: including() });
  expect([construct.secretName, construct.needs]).toStrictEqual([undefined, []]);
});

describe('fails if', () => {
  test('variables are missing, and names all of them', () => {
    expect(refusals(() => pull({ ci: including() }))).toMatchObject([
      { path: '$CI_DEPLOY_USER' },
      { path: '$CI_DEPLOY_PASSWORD' },
    ]);
  });

  test('one variable is both and missing, and names it once', () => {
    const credential = RegistryCredential.digitalOcean({ tokenVariable: 'DO_TOKEN' });
    expect(refusals(() => pull({ credential, ci: including() }))).toMatchObject([{ path: '$DO_TOKEN' }]);
  });

  test.each([
    ['CI_JOB_TOKEN'],
    ['CI_BUILD_TOKEN'],
    ['CI_REGISTRY_PASSWORD'],
    ['CI_JOB_JWT'],
    ['CI_DEPENDENCY_PROXY_PASSWORD'],
  ])('the password is %s, which dies with the job', (passwordVariable) => {
    const credential = RegistryCredential.environment({ userVariable: 'USER', passwordVariable });
    expect(refusals(() => pull({ credential, ci: quiet }))).toMatchObject([
      {
        path: 'credential.passwordVariable',
        value: passwordVariable,
        message: expect.stringContaining('dies with the job'),
      },
    ]);
  });

  test('the user is that of a job', () => {
    const credential = RegistryCredential.gitlabAccessToken({ user: 'gitlab-ci-token', passwordVariable: 'PAT' });
    expect(refusals(() => pull({ credential, ci: quiet }))).toMatchObject([
      { path: 'credential.user', value: 'gitlab-ci-token' },
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['by its prefix', { CI_DEPLOY_USER: 'ada', CI_DEPLOY_PASSWORD: 'glcbt-canary' }],
    ['since it equals CI_JOB_TOKEN', { CI_DEPLOY_USER: 'ada', CI_DEPLOY_PASSWORD: 'canary', CI_JOB_TOKEN: 'canary' }],
    ['by the user name beside it', { CI_DEPLOY_USER: 'gitlab-ci-token', CI_DEPLOY_PASSWORD: 'canary' }],
  ])('the value is a job token, known %s, and never shows it', (_how, variables) => {
    const problems = refusals(() => pull({ ci: including(variables) }));
    expect(problems).toMatchObject([{ message: expect.stringContaining('dies with the job') }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  test('the credential is none', () => {
    expect(refusals(() => pull({ credential: { from: 'thin air' } as never, ci: quiet }))).toMatchObject([
      { path: 'credential', message: 'is not a credential' },
    ]);
  });
});

test.each([
  ['https://registry.example.com/group', 'write "registry.example.com"'],
  ['registry.example.com/group', 'write "registry.example.com"'],
  ['a b', 'write what the image begins with, up to the slash'],
])('fails for the registry %s', (registry, fix) => {
  expect(refusals(() => new PullSecret(plainChart(), 'pull', { registry, ci: readCi({}) }))).toMatchObject([
    { path: 'registry', value: registry, fix },
  ]);
});

test.each(['registry.example.com:5000', 'localhost', 'https://index.docker.io/v1/'])(
  'takes the registry %s',
  (registry) => {
    const { needs } = new PullSecret(plainChart(), 'pull', { registry, ci: readCi({}) });
    expect(needs).toMatchObject([{ keys: { '.dockerconfigjson': { registry } } }]);
  },
);

test('does not show a secret that stands in place of the credential', () => {
  const make = () => new PullSecret(plainChart(), 'pull', { credential: 'canary' as never, ci: readCi({}) });
  expect(JSON.stringify(refusals(make))).not.toContain('canary');
});

test('does not change with the environment of whoever synthesises', () => {
  process.env.CDK8S_DRUPAL_SECRETS = 'include';
  const chart = plainChart();
  new PullSecret(chart, 'pull');
  delete process.env.CDK8S_DRUPAL_SECRETS;
  expect(chart.toJson()).toStrictEqual([]);
});
