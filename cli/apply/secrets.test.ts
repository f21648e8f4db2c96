import { loginNeeds } from '../../lib/secrets/login';
import { Access, closedBy } from '../../lib/site/access';
import { type SecretNeed, SecretSource } from '../../lib/site/secret-source';
import type { DeployContext } from '../context/deploy-context';
import { putSecrets } from './secrets';

/** What a deploy hands to kubectl for the Secrets of a plan, of which these keys are there. */
async function put(secrets: readonly SecretNeed[], present: Record<string, readonly string[]> = {}) {
  const handed: { verb: string; name: string; values: Record<string, string> }[] = [];
  const lines = Object.entries(present).map(([name, keys]) => [name, '-', ...keys].join(' '));
  const context = {
    dist: { namespace: 'shop-stage', plan: { secrets }, phases: {} },
    kubectl: {
      get: async (_kind: string, name: string) => ({ kind: 'Secret', metadata: { name, resourceVersion: '1' } }),
      ok: async ([verb = '']: string[], { input = '' }: { input?: string } = {}) => {
        if (verb !== 'get' && verb !== 'patch') {
          const { metadata, stringData } = JSON.parse(input);
          handed.push({ verb, name: metadata.name, values: stringData });
        }
        return lines.join('\n');
      },
    },
    progress: { note: () => undefined },
    variables: {},
  } as unknown as DeployContext;
  await putSecrets(context);
  return handed;
}

const login = loginNeeds('shop', closedBy(Access.password()));
const ALL = ['username', 'password', 'auth'];

test('a login is made once: a user, a password to be typed, and both for edges that read htpasswd', async () => {
  const [made, ...others] = await put(login);
  expect(others).toEqual([]);
  expect(made).toMatchObject({ verb: 'create', name: 'web-access', values: { username: 'shop' } });
  expect(made?.values.password).toMatch(/^[a-km-np-z2-9]{20}$/);
  expect(made?.values.auth).toMatch(/^shop:\{SHA\}[A-Za-z0-9+/]{27}=$/);
  expect(await put(login, { 'web-access': ALL })).toEqual([]);
});

test('two logins have two passwords', async () => {
  const passwords = await Promise.all([put(login), put(login)]);
  const [one, other] = passwords.map(([made]) => made?.values.password);
  expect(one).not.toBe(other);
});

test('of a login a part of which is lost, all is made anew, since the parts go with each other', async () => {
  const [made] = await put(login, { 'web-access': ['username', 'password'] });
  expect(made?.verb).toBe('replace');
  expect(Object.keys(made?.values ?? {}).sort()).toEqual([...ALL].sort());
});

test('of what is generated otherwise, only what is lost is', async () => {
  const need = {
    name: 'mariadb',
    purpose: 'a test',
    keys: { a: SecretSource.generated(), b: SecretSource.generated() },
  };
  const [made] = await put([need], { mariadb: ['a'] });
  expect(made?.values).toEqual({ b: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
