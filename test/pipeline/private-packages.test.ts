import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../synth';
import type { Pipeline } from './checks';
import { resolvedPipeline, STAND_INS } from './gitlab';
import { runScript } from './job-script';
import { include, siteRepository } from './repository';

/** The login to private packages: a secret of the build, as docs/private-packages.md has it. */
const pipelines: Record<string, Pipeline> = Object.fromEntries(
  ['kaniko', 'buildkit'].map((builder) => [builder, resolvedPipeline(siteRepository(include({ builder })))]),
);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Runs the job build with a login; returns what the builder got, and all that was said or left. */
async function build(builder: string, composerAuth: (folder: string) => string | undefined) {
  const folder = temporaryFolder();
  const work = join(folder, 'work');
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  const given = composerAuth(folder);
  const record = join(folder, 'record');
  const { status, output } = await runScript(pipelines[builder]?.build.script, {
    folder,
    path: [STAND_INS.builder],
    env: {
      ...(given === undefined ? {} : { COMPOSER_AUTH: given }),
      CI_COMMIT_SHORT_SHA: '1a2b3c4d',
      CI_JOB_ID: '42',
      CI_REGISTRY: 'registry.gitlab.com',
      CI_REGISTRY_IMAGE: 'registry.gitlab.com/team/shop',
      CI_REGISTRY_USER: 'gitlab-ci-token',
      CI_REGISTRY_PASSWORD: 'job-password',
      HOME: work,
      EXECUTOR_RECORD: record,
      BUILDER_RECORD: record,
    },
  });
  const asked = readFileSync(record, 'utf8');
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'composer-auth')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  return { status, output, asked, left: left.join('\n'), isUntouched: !existsSync(join(folder, 'here')) };
}

const LOGINS = [
  '{"http-basic":{"packages.example.com":{"username":"shop","password":"s3cr3t"}}}',
  '{"bearer":{"packages.example.com":"s3cr3t$(touch here)`touch here`"}}',
  '{\n  "gitlab-token": { "gitlab.com": "s3cr3t\\\\ \'; touch here; \\" $HOME" }\n}',
  '--s3cr3t',
];

describe.each(['kaniko', 'buildkit'])('with %s', (builder) => {
  test.each(LOGINS)('a variable reaches the build as it is, and nothing else: %s', async (login) => {
    const { status, output, asked, left, isUntouched } = await build(builder, () => login);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(asked).toContain(sha256(login));
    expect(`${output}${left}`).not.toContain('s3cr3t');
    expect(isUntouched).toBe(true);
  });

  test('a variable of the type File reaches it, too', async () => {
    const login = LOGINS[2] ?? '';
    const { status, asked, output, left } = await build(builder, (folder) => {
      writeFileSync(join(folder, 'composer-auth'), `${login}\n`);
      return join(folder, 'composer-auth');
    });
    expect(status).toBe(0);
    expect(asked).toContain(sha256(login));
    expect(`${output}${left}`).not.toContain('s3cr3t');
  });

  test.each([undefined, ''])('without a login the builder is asked for no secret', async (login) => {
    const { status, asked } = await build(builder, () => login);
    expect(status).toBe(0);
    expect(asked).not.toContain('--secret');
    expect(asked).not.toContain('composer_auth');
  });
});
