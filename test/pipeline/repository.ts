import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const PROJECT = join(__dirname, '../..');

const SITE = `
import { defineSite } from 'cdk8s-drupal';

export default defineSite({
  name: 'shop',
  image: 'registry.gitlab.com/team/shop',
  environments: {
    live: { branch: 'main', hosts: ['shop.example.com'] },
    stage: { branch: 'develop', hosts: ['stage.shop.example.com'] },
  },
  review: { domain: 'review.example.com' },
});
`;

/** How a site's repository includes the pipeline; the components stand beside it, since there is no GitLab to fetch them from. */
export function include(inputs: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    include: [
      { local: 'templates/site.yml', inputs },
      { local: 'templates/environment.yml', inputs: { name: 'live', branch: 'main' } },
      { local: 'templates/environment.yml', inputs: { name: 'stage', branch: 'develop', tier: 'staging' } },
    ],
  });
}

const repositories: string[] = [];

/** A site's repository with one commit, gone after the tests of the file. */
export function siteRepository(pipeline: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-pipeline-'));
  repositories.push(folder);
  cpSync(join(PROJECT, 'templates'), join(folder, 'templates'), { recursive: true });
  const all: Record<string, string> = {
    '.gitlab-ci.yml': pipeline,
    '.gitignore': '.gitlab-ci-local/\nnode_modules/\ndist/\n',
    Dockerfile: 'FROM scratch\n',
    'package.json': JSON.stringify({ name: 'shop', private: true, scripts: { test: 'true' } }),
    'cdk8s.yaml': `language: typescript\napp: node ${PROJECT}/cli/app.cjs main.ts\noutput: dist\n`,
    'main.ts': `import { synthSites } from 'cdk8s-drupal';
process.exitCode = synthSites([{ file: 'sites/shop.ts', load: () => require('./sites/shop.ts') }]);`,
    'sites/shop.ts': SITE,
    // The package is this work tree, not a build of it.
    'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { 'cdk8s-drupal': [`${PROJECT}/lib/index.ts`] } } }),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('-c', 'user.name=Anna', '-c', 'user.email=anna@example.com', 'commit', '--quiet', '--message', 'A shop');
  git('remote', 'add', 'origin', 'git@gitlab.com:team/shop.git');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  return folder;
}

afterAll(() => {
  for (const folder of repositories.splice(0)) {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  }
});
