import { SecretSource } from '../site/secret-source';
import { type ServiceNeeds, takenKeys } from './taken-keys';

const need = (name: string, key: string, source: SecretSource) => ({
  name,
  purpose: 'a test',
  keys: { [key]: source },
});
const generated = SecretSource.generated();
const salt = need('drupal', 'hash-salt', generated);
const mariadb: ServiceNeeds = { id: 'mariadb', secrets: [need('mariadb', 'password', generated)] };
const messagesFor = (...secrets: ServiceNeeds['secrets']) =>
  takenKeys([salt], [mariadb, { id: 'own', secrets }]).map(({ path, message }) => `${path} ${message}`);

test.each<[string, ServiceNeeds['secrets'][number], string]>([
  [
    'the hash salt',
    need('drupal', 'hash-salt', SecretSource.environment('SALT')),
    'own.bind().secrets[0].keys.hash-salt would take over the key of that name in the Secret drupal from the site',
  ],
  [
    "the database's password",
    need('mariadb', 'password', SecretSource.environment('PASSWORD')),
    'own.bind().secrets[0].keys.password would take over the key of that name in the Secret mariadb from the service mariadb',
  ],
  [
    "a further key in one of the site's Secrets",
    need('registry', 'own', generated),
    "own.bind().secrets[0].keys.own would be put into the Secret registry, which is the site's own",
  ],
])('a service does not take over %s', (_what, wanted, message) => {
  expect(messagesFor(wanted)).toStrictEqual([message]);
});

test('says all that is wrong at once', () => {
  const other = SecretSource.environment('OTHER');
  expect(messagesFor(need('drupal', 'hash-salt', other), need('mariadb', 'password', other))).toHaveLength(2);
});

test.each<[string, ServiceNeeds['secrets'][number]]>([
  ['a Secret of its own', need('own', 'token', generated)],
  [
    'a key that another makes, only to read it',
    need('mariadb', 'password', SecretSource.existing('mariadb', 'password')),
  ],
  ['a key that is made in the same way', need('mariadb', 'password', generated)],
])('a service may have %s', (_what, wanted) => {
  expect(messagesFor(wanted)).toStrictEqual([]);
});

test('what the site only reads from a Secret does not make that its own', () => {
  const read = need('mariadb', 'ca.crt', SecretSource.existing('mariadb', 'ca.crt'));
  expect(takenKeys([salt, read], [mariadb])).toStrictEqual([]);
});
