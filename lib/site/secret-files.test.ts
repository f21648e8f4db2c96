import { secretFiles } from './secret-files';
import { SecretSource } from './secret-source';

const folder = { name: 'site', path: '/secrets/site', purpose: 'the test' };

test('what does not exist yet is one Secret with the name of the folder', () => {
  const files = { a: SecretSource.generated(), b: SecretSource.environment('B') };
  expect(secretFiles({ ...folder, files })).toStrictEqual({
    mounts: [
      {
        name: 'site',
        path: '/secrets/site',
        readOnly: true,
        source: { secrets: [{ secret: 'site', keys: { a: 'a', b: 'b' } }] },
      },
    ],
    secrets: [{ name: 'site', purpose: 'the test', keys: files }],
  });
});

test('what exists is mounted from its own Secret, under the name of the file', () => {
  const files = { a: SecretSource.generated(), b: SecretSource.existing('theirs', 'key') };
  expect(secretFiles({ ...folder, files })).toMatchObject({
    mounts: [
      {
        source: {
          secrets: [
            { secret: 'site', keys: { a: 'a' } },
            { secret: 'theirs', keys: { key: 'b' } },
          ],
        },
      },
    ],
    secrets: [
      { name: 'site', keys: { a: { from: 'generated' } } },
      { name: 'theirs', keys: { key: { from: 'existing', secret: 'theirs', key: 'key' } } },
    ],
  });
});
