import { Notify, SecretSource } from 'cdk8s-drupal';
import { type Webhook, webhook } from '../webhook';
import { TestSite, VARIABLES } from './test-site';

const site = new TestSite('notes', {
  notifications: [
    Notify.json({ url: SecretSource.environment('TEAM_HOOK') }),
    Notify.slack({ url: SecretSource.environment('NIGHT_HOOK'), tell: 'failures' }),
  ],
});

let hook: Webhook;
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  hook = await webhook();
  variables = {
    TEAM_HOOK: `${hook.address}/team-s3cret-path`,
    NIGHT_HOOK: `${hook.address}/night-s3cret-path`,
    GITLAB_USER_LOGIN: 'anna',
    CI_JOB_URL: 'https://gitlab.example.com/team/shop/-/jobs/7',
  };
});
beforeEach(() => hook.came.splice(0));
afterAll(async () => {
  hook.close();
  await site.remove();
});

test('a deploy is told to the team, and a second one that changes nothing to nobody', async () => {
  const folder = site.version('one');
  await site.deploy(folder, [], variables);
  expect(hook.came.map(({ path }) => path)).toEqual(['/team-s3cret-path']);
  expect(JSON.parse(hook.came[0]?.text ?? '')).toMatchObject({
    version: 1,
    event: 'deploy',
    ok: true,
    headline: `${site.site} live: deployed`,
    site: site.site,
    environment: 'live',
    image: expect.stringContaining(':one'),
    url: `https://${site.host}/`,
    by: 'anna',
    job: 'https://gitlab.example.com/team/shop/-/jobs/7',
  });
  await site.deploy(folder, [], variables);
  await site.deploy(site.version('two'), ['--dry-run'], variables);
  expect(hook.came).toHaveLength(1);
});

test('a release that fails is told to both with its reason, and without a secret', async () => {
  const { status, output } = await site.run('deploy', site.version('exit-1'), [], variables);
  expect(status).toBe(3);
  expect(hook.came.map(({ path }) => path).sort()).toEqual(['/night-s3cret-path', '/team-s3cret-path']);
  for (const { text } of hook.came) {
    expect(text).toContain(`${site.site} live: deploy failed: the release failed`);
    for (const secret of [VARIABLES.PULL_PASSWORD, VARIABLES.PAYMENT_KEY, 's3cret-path'])
      expect(text).not.toContain(secret);
  }
  expect(output).not.toContain('s3cret-path');
});

test('where nobody can be told, a rollback does its work all the same and says so', async () => {
  await site.deploy(site.version('two'), [], variables);
  const { status, output } = await site.run('rollback', site.version('two'), [], { ...variables, TEAM_HOOK: '' });
  expect(output).toContain('no message was sent to the address in TEAM_HOOK: the variable is not set in this job');
  expect(status).toBe(0);
});
