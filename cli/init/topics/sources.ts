import type { Problem } from '../../../lib/problem';
import type { Options } from '../answers';
import type { Topic } from './topic';

/** Where the package and the pipeline come from, as the command line says it. */
export const sources: Topic = { refusals: ({ options }) => sourceProblems(options) };

/** A file outside of the repository is one that no pipeline finds; an address has no scheme and no version. */
function sourceProblems({ package: source, component }: Options): Problem[] {
  const isOutside = source !== undefined && /^(file:)?(\/|~|\.\.(\/|$))/.test(source);
  const isAddress =
    component === undefined || /^(\$CI_SERVER_FQDN|[a-z0-9.-]+(:[0-9]+)?)(\/[\w.-]+){2,}\/?$/i.test(component);
  return [
    ...(isOutside
      ? [
          {
            path: '--package',
            value: source,
            message: 'is outside the repository, where the pipeline does not find it',
            allowed: 'a file below this folder, an address of git, or a version',
            fix: 'copy it to packages/ and name it there',
          },
        ]
      : []),
    ...(isAddress
      ? []
      : [
          {
            path: '--component',
            value: component,
            message: 'is not the address of a project',
            allowed: 'host and path without scheme and version, such as gitlab.example.com/group/cdk8s-drupal',
            fix: 'leave it out to have the pipeline as files of the repository',
          },
        ]),
  ];
}
