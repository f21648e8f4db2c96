import { spawnSync } from 'node:child_process';
import { find, objectsOf } from '../../test/synth';
import { Database } from './database';
import { settingsProblems, withSettings } from './mariadb-settings';

const problemsWith = (settings: object, memoryLimit = 1024) => settingsProblems(settings as never, memoryLimit);

test('a setting takes the place of the default, and any other comes last', () => {
  const own = ['--transaction-isolation=READ-COMMITTED', '--skip-name-resolve', '--innodb-buffer-pool-size=256M'];
  expect(
    withSettings(own, { innodb_buffer_pool_size: '512M', slow_query_log: true, 'max-connections': 200 }),
  ).toStrictEqual([
    '--transaction-isolation=READ-COMMITTED',
    '--skip-name-resolve',
    '--loose-innodb-buffer-pool-size=512M',
    '--loose-slow-query-log=ON',
    '--loose-max-connections=200',
  ]);
  expect(withSettings(own)).toStrictEqual(own);
});

test('a text arrives as it is written', () => {
  expect(withSettings([], { sql_mode: 'A,$(B)' })).toStrictEqual(['--loose-sql-mode=A,$$(B)']);
});

test('another value restarts the server, since it stands in the pod', () => {
  const podOf = (max_connections: number) =>
    find(objectsOf({ database: Database.mariadb({ settings: { max_connections } }) }), 'StatefulSet', 'mariadb').spec
      .template;
  expect(podOf(100)).not.toStrictEqual(podOf(200));
});

test.each([
  ['max_conections', 'did you mean "max_connections"?'],
  ['Max_Connections', 'write it as my.cnf has it'],
  ['skip_log_bin', 'write log_bin and its value, true or false'],
])('%s: %s', (name, fix) => {
  expect(problemsWith({ [name]: 1 })).toMatchObject([{ path: `settings.${name}`, fix }]);
});

test.each([
  'datadir',
  'port',
  'bind_address',
  'innodb_data_home_dir',
  'lower_case_table_names',
  'innodb_page_size',
  'init_file',
  'plugin_load_add',
  'report_password',
  'user',
  'bootstrap',
  'socket',
])('%s is refused with the reason', (name) => {
  expect(problemsWith({ [name]: 'x' })).toMatchObject([
    { path: `settings.${name}`, message: expect.stringMatching(/^is not the site's to set: \w/) },
  ]);
});

test.each([
  [{ max_connections: Number.NaN }, 'is not the value of a setting'],
  [{ sql_mode: 'a\nb' }, 'is not the value of a setting'],
  [{ sql_mode: '' }, 'is not the value of a setting'],
  [{ sql_mode: ['a'] }, 'is not the value of a setting'],
  [{ max_connections: 1, 'max-connections': 2 }, 'is given twice'],
  [{ innodb_buffer_pool_size: '2G' }, 'is more than the server may have'],
  [{ innodb_buffer_pool_size: 1024 ** 3 }, 'is more than the server may have'],
])('%j %s', (settings, message) => {
  expect(problemsWith(settings)).toMatchObject([{ message: expect.stringContaining(message) }]);
});

test('what is known to newer series alone, and near to nothing, is taken', () => {
  expect(
    problemsWith({ optimizer_disk_read_ratio: 0.02, innodb_buffer_pool_size: '512M', log_bin: false }),
  ).toStrictEqual([]);
});

const hasServer = spawnSync('mariadbd', ['--version']).status === 0;

(hasServer ? test : test.skip)('a server takes them, and one that it does not know is a warning', () => {
  const args = withSettings([], {
    max_connections: 200,
    slow_query_log: true,
    optimizer_disk_read_ratio: 0.02,
    sql_mode: 'ANSI',
  });
  const { status, stdout } = spawnSync('mariadbd', ['--no-defaults', ...args, '--verbose', '--help'], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^max-connections +200$/m);
  expect(stdout).toMatch(/^slow-query-log +TRUE$/m);
  expect(stdout).toMatch(/^sql-mode +.*ANSI/m);
});
