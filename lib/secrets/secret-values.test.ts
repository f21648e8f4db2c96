import { readCi } from '../ci/ci';
import { SecretSource } from '../site/secret-source';
import { secretValues } from './secret-values';

const SALT = 'x'.repeat(48);
const valuesOf = (keys: Record<string, SecretSource>, variables: Record<string, string> = {}) =>
  secretValues({ name: 'site', purpose: 'the test', keys }, readCi(variables));

test('reads what comes from variables', () => {
  const keys = { a: SecretSource.environment('A'), b: SecretSource.generated(), c: SecretSource.existing('x', 'y') };
  expect(valuesOf(keys, { A: 'alpha' })).toStrictEqual({ data: { a: 'alpha' }, problems: [] });
});

test('has nothing to write where nothing comes from variables', () => {
  expect(valuesOf({ b: SecretSource.generated() })).toStrictEqual({ data: undefined, problems: [] });
});

test('names every variable that is missing or empty, and writes nothing', () => {
  const keys = { a: SecretSource.environment('A'), b: SecretSource.environment('B'), c: SecretSource.environment('C') };
  const { data, problems } = valuesOf(keys, { A: 'alpha', B: '' });
  expect(data).toBeUndefined();
  expect(problems.map(({ path }) => path)).toStrictEqual(['$B', '$C']);
});

test('takes no path of a file for what is in it', () => {
  const { data, problems } = valuesOf({ ca: SecretSource.environment('CA') }, { CA: '/builds/group/site.tmp/CA' });
  expect(data).toBeUndefined();
  expect(problems).toMatchObject([{ path: '$CA', message: 'is the path of a file, and not what is in it' }]);
  expect(JSON.stringify(problems)).not.toContain('/builds');
});

test('takes a hash salt that nobody can guess', () => {
  const keys = { 'hash-salt': SecretSource.environment('SALT') };
  expect(valuesOf(keys, { SALT })).toStrictEqual({ data: { 'hash-salt': SALT }, problems: [] });
});

test('fails if the hash salt can be guessed', () => {
  const { data, problems } = valuesOf({ 'hash-salt': SecretSource.environment('SALT') }, { SALT: 'changeme' });
  expect(data).toBeUndefined();
  expect(problems).toMatchObject([{ path: 'hashSalt ($SALT)' }]);
});

test.each([
  ['A', 'masked variable'],
  ['CI_DEPLOY_PASSWORD', 'gitlab-deploy-token'],
])('says where %s comes from', (variable, fix) => {
  const { problems } = valuesOf({ a: SecretSource.environment(variable) });
  expect(problems).toMatchObject([{ fix: expect.stringContaining(fix) }]);
});
