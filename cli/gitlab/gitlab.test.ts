import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitlabApi as Gitlab, Pages } from '../../test/pipeline/gitlab-api';
import { temporaryFolder } from '../../test/synth';
import { cleanUp } from './clean-up';
import { GitlabApi } from './gitlab-api';
import { tagsToKeep } from './images-to-keep';
import { jobVariables } from './job-variables';
import { writeNote } from './note';

/** Does work against a GitLab that answers like this; returns what came of it and what was asked. */
async function against<T>(answers: Readonly<Record<string, unknown>>, work: (api: GitlabApi) => Promise<T>) {
  const gitlab = new Gitlab(answers);
  const address = await gitlab.start();
  try {
    const result = await work(new GitlabApi(`${address}/projects/7`, { 'PRIVATE-TOKEN': 'note-token' })).catch(
      (error: Error) => error,
    );
    return { result, requests: gitlab.requests };
  } finally {
    gitlab.stop();
  }
}

describe('a note', () => {
  const NOTES = '/projects/7/merge_requests/3/notes';
  const MARK = '<!-- cdk8s-drupal: live -->';
  const note =
    (text = 'differs') =>
    (api: GitlabApi) =>
      writeNote(api, { mergeRequest: '3', environment: 'live', text });

  test('is written where there is none of this environment', async () => {
    const others = [
      { id: 1, body: 'Nice' },
      { id: 2, body: '<!-- cdk8s-drupal: stage -->\nbefore' },
    ];
    const { result, requests } = await against({ [`GET ${NOTES}`]: others, [`POST ${NOTES}`]: {} }, note());
    expect(result).toBe('created');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(requests[1]?.headers).toMatchObject({ 'private-token': 'note-token' });
    expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ body: `${MARK}\ndiffers` });
  });

  test('is brought up to date, on whichever page it is', async () => {
    const pages = new Pages([[{ id: 1, body: 'Nice' }], [{ id: 9, body: `${MARK}\nbefore` }], [{ id: 10, body: '' }]]);
    const { result, requests } = await against({ [`GET ${NOTES}`]: pages, [`PUT ${NOTES}/9`]: {} }, note());
    expect(result).toBe('updated');
    expect(requests.map(({ method, url }) => [method, url.searchParams.get('page')])).toEqual([
      ['GET', '1'],
      ['GET', '2'],
      ['PUT', null],
    ]);
  });

  test('that is longer than GitLab takes is cut, and says so', async () => {
    const answers = { [`GET ${NOTES}`]: [], [`POST ${NOTES}`]: {} };
    const { requests } = await against(answers, note('x'.repeat(1_200_000)));
    const { body } = JSON.parse(requests[1]?.body ?? '');
    expect(body.length).toBeLessThan(1_000_000);
    expect(body).toMatch(/x\n\n\(cut: the log of the job has all of it\)\n$/);
  });

  test('that GitLab refuses fails with what it answered, and without the token', async () => {
    const { result } = await against({}, note());
    expect(result).toMatchObject({ headline: 'GitLab refused', status: 5 });
    expect(String(result)).toMatch(/GET .*\/notes\?per_page=100&page=1 was answered with 404/);
    expect(String(result)).not.toContain('note-token');
  });

  test('fails with a reason where GitLab cannot be reached', async () => {
    const gitlab = new Gitlab({});
    const address = await gitlab.start();
    gitlab.stop();
    const api = new GitlabApi(`${address}/projects/7`, { 'JOB-TOKEN': 'job-token' });
    await expect(note()(api)).rejects.toMatchObject({
      headline: 'could not reach GitLab',
      reasons: [expect.stringContaining('ECONNREFUSED')],
    });
  });
});

describe('the clean-up', () => {
  const SHOP = 'registry.gitlab.com/team/shop';
  const REPOSITORIES = '/projects/7/registry/repositories';

  test('asks for old images of commits and old layers to be deleted, and for nothing that is in use', async () => {
    const found = new Pages([
      [{ id: 3, location: `${SHOP}/base` }],
      [
        { id: 1, location: SHOP },
        { id: 4, location: `${SHOP}/cache-protected` },
      ],
    ]);
    const answers = {
      [`GET ${REPOSITORIES}`]: found,
      [`DELETE ${REPOSITORIES}/1/tags`]: 202,
      [`DELETE ${REPOSITORIES}/4/tags`]: 202,
    };
    const { result, requests } = await against(answers, (api) =>
      cleanUp(api, { repository: SHOP, inUse: ['11111111', '1.2'], keepTags: 10, keepDays: 30 }),
    );
    const deletions = requests.filter(({ method }) => method === 'DELETE');
    expect(deletions.map(({ url }) => [url.pathname, Object.fromEntries(url.searchParams)])).toEqual([
      [
        `${REPOSITORIES}/1/tags`,
        {
          name_regex_delete: '[0-9a-f]{8,40}(-[0-9]+)?',
          name_regex_keep: '11111111(-[0-9]+)?|1\\.2(-[0-9]+)?',
          keep_n: '20',
          older_than: '30d',
        },
      ],
      [`${REPOSITORIES}/4/tags`, { name_regex_delete: '[0-9a-f]{64}', older_than: '14d' }],
    ]);
    expect(result).toEqual([
      'kept because in use: 11111111, 1.2',
      `${SHOP}: asked GitLab to delete what is older than 30d`,
      `${SHOP}/cache: not in the registry of this project`,
      `${SHOP}/cache-protected: asked GitLab to delete what is older than 14d`,
    ]);
  });

  function keep(environments: readonly string[], lists: Readonly<Record<string, string>>) {
    const folder = temporaryFolder();
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    for (const environment of environments) write(`dist/${environment}/00-namespace.k8s.yaml`, '');
    for (const [name, text] of Object.entries(lists)) write(`in-use/${name}`, text);
    return tagsToKeep({ dist: join(folder, 'dist'), inUse: join(folder, 'in-use'), repository: SHOP });
  }

  test('keeps what any environment runs, each once, and looks at no other repository', () => {
    const live = `${SHOP}:1\n${SHOP}:2\n${SHOP}/base:9\n`;
    const lists = { live, stage: `${SHOP}:2\n${SHOP}:3`, gone: `${SHOP}:4` };
    expect(keep(['shop/live', 'shop/stage', 'blog/live'], lists).sort()).toEqual(['1', '2', '3', '4']);
  });

  test.each<[string, readonly string[], Record<string, string>, string]>([
    [
      'an environment did not say what it runs',
      ['shop/live', 'shop/stage'],
      { live: `${SHOP}:1` },
      'environment stage',
    ],
    ['an environment runs none', ['shop/live'], { live: '' }, 'environment live'],
    ['an environment runs those of another repository', ['shop/live'], { live: `${SHOP}/base:1` }, 'environment live'],
    ['there are no manifests', [], { live: `${SHOP}:1` }, 'run cdk8s synth first'],
    ['a list holds a pattern', ['shop/live'], { live: `${SHOP}:1|.*` }, '"1|.*" is no tag'],
  ])('deletes nothing if %s', (_, environments, lists, reason) => {
    expect(() => keep(environments, lists)).toThrow(reason);
    expect(() => keep(environments, lists)).toThrow('nothing was deleted');
  });
});

test('a command that needs a job says all that it lacks', () => {
  const names = { CI_PROJECT_ID: 'GitLab sets it', GITLAB_NOTE_TOKEN: 'an access token' };
  expect(jobVariables({ CI_PROJECT_ID: '7', GITLAB_NOTE_TOKEN: 'x', OTHER: '1' }, names)).toEqual({
    CI_PROJECT_ID: '7',
    GITLAB_NOTE_TOKEN: 'x',
  });
  expect(() => jobVariables({ CI_PROJECT_ID: '' }, names)).toThrow(
    /CI_PROJECT_ID is not set: GitLab sets it\n.*GITLAB_NOTE_TOKEN is not set: an access token/,
  );
});
