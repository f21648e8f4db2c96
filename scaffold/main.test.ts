import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Every file that main.ts makes, as it was when the snapshot was taken. The first run takes it: commit `__snapshots__`.
 * When a change is meant, `npm test -- -u` takes it anew.
 */
describe('main.ts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  // A developer's shell and a CI job must give the same manifests, so neither's variables nor commit count.
  for (const name of Object.keys(process.env)) if (/^(CI|CDK8S)_/.test(name)) delete process.env[name];
  const here = process.cwd();
  process.chdir(folder);
  const said = jest.spyOn(console, 'error').mockImplementation();
  require('./main');
  process.chdir(here);
  const status = process.exitCode;
  const report = said.mock.calls.join('\n');
  said.mockRestore();

  const dist = join(folder, 'dist');
  const files =
    status === 0
      ? readdirSync(dist, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.yaml'))
          .map((file) => file.replaceAll('\\', '/'))
      : [];

  afterAll(() => rmSync(folder, { recursive: true }));

  test('accepts every site', () => {
    if (status !== 0) throw new Error(report);
  });

  test('makes the same files', () => {
    expect(files.sort()).toMatchSnapshot();
  });

  test.each(files.sort().map((file) => [file]))('%s', (file) => {
    expect(readFileSync(join(dist, file), 'utf8')).toMatchSnapshot();
  });
});
