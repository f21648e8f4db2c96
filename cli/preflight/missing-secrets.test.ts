import { type SecretNeed, SecretSource } from '../../lib/site/secret-source';
import type { SecretState } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import { missingSecrets } from './missing-secrets';

interface Cluster {
  /** The keys of each Secret that is there; with a = after it, one that has no value. */
  readonly secrets?: Record<string, readonly string[]>;
  readonly claims?: readonly string[];
}

/** What a deploy of a site that needs these finds missing. */
function missing(
  plan: { secrets?: readonly Partial<SecretNeed>[]; claims?: readonly string[] },
  { secrets = {}, claims = [] }: Cluster = {},
  variables: NodeJS.ProcessEnv = {},
  state: readonly object[] = [],
): Promise<string[]> {
  const context = {
    kubectl: { getAll: async () => claims.map((name) => ({ metadata: { name } })) },
    dist: { namespace: 'shop-live', plan: { secrets: [], claims: [], ...plan }, phases: { state: { objects: state } } },
    variables,
  } as unknown as DeployContext;
  const states = Object.entries(secrets).map(([name, keys]): [string, SecretState] => {
    const isEmpty = (key: string) => key.endsWith('=');
    return [
      name,
      { keys: keys.filter((key) => !isEmpty(key)), empty: keys.filter(isEmpty).map((key) => key.slice(0, -1)) },
    ];
  });
  return missingSecrets(context, Promise.resolve(new Map(states)));
}

const need = (keys: SecretNeed['keys'], type?: SecretNeed['type']): SecretNeed => ({
  name: 'mail',
  purpose: 'the mail service',
  keys,
  ...(type && { type }),
});

test('a Secret that is mounted whole has to be there, whatever is in it', async () => {
  expect(await missing({ secrets: [need({})] })).toEqual([
    'there is no Secret "mail", for the mail service: create it first',
  ]);
  expect(await missing({ secrets: [need({})] }, { secrets: { mail: ['anything'] } })).toEqual([]);
});

test('a claim that the manifests make is not missing', async () => {
  const made = { kind: 'PersistentVolumeClaim', metadata: { name: 'files' } };
  expect(await missing({ claims: ['files'] }, {}, {}, [made])).toEqual([]);
});

test('what is generated is never missing', async () => {
  expect(await missing({ secrets: [need({ salt: SecretSource.generated() })] })).toEqual([]);
});

describe('what is generated for a server with a volume', () => {
  const password = [need({ password: SecretSource.generated() })];
  const server = {
    kind: 'StatefulSet',
    metadata: { name: 'mailbox' },
    spec: {
      template: { spec: { volumes: [{ name: 'tmp' }, { name: 'secrets', secret: { secretName: 'mail' } }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  };

  test.each<[string, Cluster]>([
    ['is made with the volume', {}],
    ['is there', { secrets: { mail: ['password'] }, claims: ['data-mailbox-0'] }],
    ['does not matter to the volume of another', { claims: ['data-mariadb-0'] }],
  ])('%s', async (_what, cluster) => {
    expect(await missing({ secrets: password }, cluster, {}, [server])).toEqual([]);
  });

  test.each<[string, Cluster]>([
    ['is not made anew', { claims: ['data-mailbox-0'] }],
    ['is not added to a Secret that has lost it', { secrets: { mail: ['user'] }, claims: ['data-mailbox-0'] }],
  ])('%s when the volume knows only the one that it had', async (_what, cluster) => {
    expect(await missing({ secrets: password }, cluster, {}, [server])).toEqual([
      'there is no Secret "mail" with the key "password", and what is in the claim "data-mailbox-0" knows only the one that it had: restore the Secret, or delete the claim if there is nothing in it to keep',
    ]);
  });
});

test('an empty value is none: neither one that somebody else makes, nor one that a volume knows', async () => {
  const server = {
    kind: 'StatefulSet',
    metadata: { name: 'mailbox' },
    spec: {
      template: { spec: { volumes: [{ secret: { secretName: 'mail' } }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  };
  const blank = { mail: ['key='] };
  expect(await missing({ secrets: [need({ key: SecretSource.existing('mail', 'key') })] }, { secrets: blank })).toEqual(
    ['the value of the key "key" in the Secret "mail" is empty, for the mail service: give it a value'],
  );
  const generated = [need({ key: SecretSource.generated() })];
  expect(await missing({ secrets: generated }, { secrets: blank, claims: ['data-mailbox-0'] }, {}, [server])).toEqual([
    expect.stringContaining(
      'the value of the key "key" in the Secret "mail" is empty, and what is in the claim "data-mailbox-0"',
    ),
  ]);
  expect(await missing({ secrets: generated }, { secrets: blank })).toEqual([]); // made anew
});

describe('what somebody else makes', () => {
  const existing = [need({ key: SecretSource.existing('mail', 'key') })];
  const complaint = 'there is no Secret "mail" with the key "key", for the mail service: create it first';

  test.each<[string, Cluster, string[]]>([
    ['is there', { secrets: { mail: ['key'] } }, []],
    ['is not there', {}, [complaint]],
    ['is there without the key', { secrets: { mail: ['other'] } }, [complaint]],
  ])('%s', async (_what, cluster, expected) => {
    expect(await missing({ secrets: existing }, cluster)).toEqual(expected);
  });

  test('may come later if it is a certificate', async () => {
    const certificate = need({ 'tls.crt': SecretSource.existing('mail', 'tls.crt') }, 'kubernetes.io/tls');
    expect(await missing({ secrets: [certificate] })).toEqual([]);
  });
});

describe('what comes from a variable', () => {
  const declared = [need({ key: SecretSource.environment('MAIL_KEY') })];

  test('is made if the variable is set', async () => {
    expect(await missing({ secrets: declared }, {}, { MAIL_KEY: 'a' })).toEqual([]);
  });

  test.each([undefined, ''])('is missing if the variable is %p, and its name is told', async (value) => {
    const [problem, ...more] = await missing({ secrets: declared }, {}, { MAIL_KEY: value });
    expect(problem).toContain('$MAIL_KEY is not set');
    expect(more).toEqual([]);
  });
});

test('a claim that the site names has to be there', async () => {
  expect(await missing({ claims: ['uploads', 'backups'] }, { claims: ['uploads'] })).toEqual([
    'there is no PersistentVolumeClaim "backups" in shop-live: create it first',
  ]);
});
