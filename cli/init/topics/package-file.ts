import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PACKAGE } from '../files/scaffold';
import { isNobodys, PACKAGES, packageSource } from '../files/sources';
import { type Before, inDeployment, type Step, shown, type Topic } from './topic';

/** Where npm finds this package, which has to be there before `npm install`. */
export const packageFile: Topic = {
  steps: (situation) => inRepository(situation),
};

/** What package.json says stays; but whoever takes the name at npm would be installed by it. */
export const registry: Topic = {
  always: true,
  steps(situation) {
    const { package: said } = situation.options;
    const { dependsOn } = situation.repository.node;
    if (said !== undefined || !isNobodys(dependsOn)) return [];
    const text = `package.json takes cdk8s-drupal ${dependsOn} from npm, where it is not published. Unless that is a registry of yours (then run init with --package ${dependsOn}):`;
    return [
      { text, copy: [inDeployment(`npm pkg set dependencies.cdk8s-drupal=${packageSource(undefined)}`, situation)] },
    ];
  },
};

function inRepository(before: Before): Step[] {
  const { decisions, repository } = before;
  const { source } = decisions;
  const folder = join(repository.folder, repository.directory);
  if (!source.startsWith('file:') || existsSync(join(folder, source.slice(5)))) return [];
  if (source !== packageSource(undefined))
    return [{ text: `Put the package where package.json looks for it: ${shown(source.slice(5), before)}.` }];
  const path = relative(folder, PACKAGE);
  const clone = path.startsWith('..') ? path : `./${path}`; // npm takes a bare name for one at npm
  const command = `mkdir -p ${PACKAGES} && npm pack ${clone} --pack-destination ${PACKAGES}`;
  return [
    {
      text: 'Put the package into the repository, since npm does not have it yet:',
      copy: [inDeployment(command, before)],
    },
  ];
}
