import { settingArguments, settingsProblems } from './settings';

const problemsWith = (settings: object, memoryLimit = 1024) => settingsProblems(settings as never, memoryLimit);

test('a setting takes the place of the default, and any other comes last, as it is written', () => {
  expect(settingArguments({ a: 1, b: '2MB' }, { a: 3, 'ext.c': true, d: '$(X) y' })).toStrictEqual(
    ['a=3', 'b=2MB', 'ext.c=ON', 'd=$$(X) y'].flatMap((setting) => ['-c', setting]),
  );
});

test.each([
  { max_connections: 200 },
  { work_mem: '8MB', jit: false },
  { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' },
  { transaction_timeout: 0 },
  { of_a_later_version: 'x' },
])('%j is taken', (settings) => {
  expect(problemsWith(settings)).toStrictEqual([]);
});

test.each([
  ['max_conections', 'did you mean "max_connections"?'],
  ['shared-buffers', 'write it as postgresql.conf has it'],
  ['Max_Connections', 'write it as postgresql.conf has it'],
])('%s: %s', (name, fix) => {
  expect(problemsWith({ [name]: 1 })).toMatchObject([{ path: expect.stringContaining(name), fix }]);
});

test('no setting is proposed that is then refused', () => {
  expect(JSON.stringify(problemsWith({ listen_adresses: 'x' }))).not.toContain('listen_addresses');
});

test.each([
  'data_directory',
  'port',
  'listen_addresses',
  'unix_socket_directories',
  'hba_file',
  'bytea_output',
  'standard_conforming_strings',
  'fsync',
  'full_page_writes',
  'ssl_key_file',
])('%s is refused with the reason', (name) => {
  expect(problemsWith({ [name]: 'x' })).toMatchObject([
    { path: `settings.${name}`, message: expect.stringMatching(/^is not the site's to set: \w/) },
  ]);
});

test.each([null, {}, [], 'a\nb', '', Number.NaN])('%j is no value', (value) => {
  expect(problemsWith({ max_connections: value })).toMatchObject([
    { path: 'settings.max_connections', message: 'is not the value of a setting' },
  ]);
});

test.each([
  ['1GB', true],
  ['1024MB', true],
  [131_072, true], // pages
  ['1023MB', false],
  ['131071', false],
  ['512kB', false],
])('shared buffers of %s are too many for 1Gi: %s', (value, isTooMuch) => {
  expect(problemsWith({ shared_buffers: value })).toHaveLength(isTooMuch ? 1 : 0);
});
