import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every file that main.ts makes, as CI would have it made for the site whose image it has just built. */
describe('main.ts', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-main-'));
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  process.env.CDK8S_OUTDIR = outdir;
  process.env.CI_IMAGE_URL = `registry.gitlab.com/socketwench/deninet.com:1a2b3c4d@${digest}`;
  jest.spyOn(console, 'error').mockImplementation();
  require('./main');

  afterAll(() => rmSync(outdir, { recursive: true }));

  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

  test('succeeds', () => {
    expect(process.exitCode).toBe(0);
  });

  test('makes a file for each phase of each environment', () => {
    expect(files.sort()).toMatchSnapshot();
  });

  test.each(files.sort())('%s', (file) => {
    expect(readFileSync(join(outdir, file), 'utf8')).toMatchSnapshot();
  });

  test('says in one line what it assumed', () => {
    expect(jest.mocked(console.error).mock.calls).toMatchSnapshot();
  });
});
