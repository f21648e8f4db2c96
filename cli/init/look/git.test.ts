import { gitlabProject } from './git';

test.each([
  ['git@gitlab.com:group/project.git', 'group/project'],
  ['git@gitlab.com:group/sub/project', 'group/sub/project'],
  ['ssh://git@gitlab.com/group/project.git', 'group/project'],
  ['ssh://git@altssh.gitlab.com:443/group/project.git', 'group/project'],
  ['https://gitlab.com/group/project.git/', 'group/project'],
  ['https://user:token@gitlab.com/group/my.site.git', 'group/my.site'],
  ['https://gitlab.com.example.org/group/project.git', undefined],
  ['https://example.org/gitlab.com/project.git', undefined],
  ['git@github.com:group/project.git', undefined],
  ['../gitlab.com/project', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is the project %s', (remote, project) => {
  expect(gitlabProject(remote)).toBe(project);
});
