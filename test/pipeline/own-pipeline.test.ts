import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { temporaryFolder } from '../synth';
import { gitlabSchema } from './gitlab-schema';
import { PROJECT } from './repository';

/** This repository's own pipeline, and what GitLab's catalogue asks of a project of components. */
const pipeline = parse(readFileSync(join(PROJECT, '.gitlab-ci.yml'), 'utf8'));
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));

test('is valid for GitLab', () => {
  const isValid = gitlabSchema();
  isValid(pipeline);
  expect(isValid.errors ?? []).toEqual([]);
});

test('runs scripts that there are', () => {
  const text = readFileSync(join(PROJECT, '.gitlab-ci.yml'), 'utf8');
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  for (const [, file = ''] of text.matchAll(/(?:node |- )(\.ci\/[\w.-]+)/g))
    expect(existsSync(join(PROJECT, file))).toBe(true);
});

test('releases on a protected tag of a version, and publishes nothing else', () => {
  const releasing = Object.entries<{ extends?: string; stage?: string }>(pipeline).filter(
    ([, job]) => job.stage === 'release' || job.extends,
  );
  expect(releasing.map(([name]) => name).sort()).toEqual(['.on-a-version', 'notes', 'package', 'release']);
  for (const name of ['notes', 'package', 'release']) expect(pipeline[name].extends).toBe('.on-a-version');
  const [{ if: condition }] = pipeline['.on-a-version'].rules;
  expect(condition).toContain('$CI_COMMIT_REF_PROTECTED == "true"');
});

test('makes the release by the keyword, as the catalogue demands, after the package is there', () => {
  expect(pipeline.release.release).toMatchObject({ tag_name: '$CI_COMMIT_TAG', description: 'release-notes.md' });
  expect(pipeline.release.needs).toContain('package');
});

test('has what the catalogue asks for: a README, and components that say what they take', () => {
  for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) expect(existsSync(join(PROJECT, file))).toBe(true);
  for (const file of readdirSync(join(PROJECT, 'templates'))) {
    const [header] = parseAllDocuments(readFileSync(join(PROJECT, 'templates', file), 'utf8'), {
      customTags: [{ tag: '!reference', collection: 'seq' }],
    });
    const inputs = Object.entries<{ description?: string }>(header?.toJS().spec.inputs);
    expect(inputs.filter(([, { description }]) => !description).map(([name]) => `${file}: ${name}`)).toEqual([]);
  }
});

describe('the notes of a release', () => {
  const notes = (tag: string, changelog: string) => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'package.json'), '{ "version": "1.2.0" }');
    writeFileSync(join(root, 'CHANGELOG.md'), changelog);
    return spawnSync('node', [join(PROJECT, '.ci/release-notes.cjs'), tag, root], { encoding: 'utf8' });
  };

  test('are the section of the version', () => {
    const changelog = '# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n- New\n\n## 1.1.0\n\n- Old\n';
    expect(notes('v1.2.0', changelog)).toMatchObject({ status: 0, stdout: '- New\n' });
  });

  test.each([
    ['the tag is another', 'v1.3.0', '## 1.2.0\n\n- New\n', 'they have to be alike'],
    ['nobody has written any', 'v1.2.0', '## Unreleased\n\n- New\n', 'has nothing below'],
    ['they are empty', 'v1.2.0', '## 1.2.0\n\n## 1.1.0\n\n- Old\n', 'has nothing below'],
  ])('fail if %s', (_, tag, changelog, message) => {
    const { status, stderr } = notes(tag, changelog);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  });
});
