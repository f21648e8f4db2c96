import { otherNode } from '../decide/themes';
import type { ThemeBuild } from '../look/theme-builds';
import { isKept, type Step, type Topic } from './topic';

/** What npm builds is not in git, and has to be in the image. */
export const themes: Topic = {
  notes(situation) {
    if (isKept('Dockerfile', situation)) return [];
    const builds = new Map(situation.repository.themeBuilds.map((build) => [build.folder, build]));
    return situation.decisions.themes.map(({ folder, install, build, image }) => {
      const facts = builds.get(folder) as ThemeBuild;
      const other = otherNode(facts);
      return [
        `${folder} is built in the Dockerfile: ${install} && ${build}`,
        ...(facts.lock === undefined ? ['without a lock file, so not twice the same'] : []),
        ...(other === undefined ? [] : [`with ${image}, as it asks for Node ${facts.node}`]),
      ].join('; ');
    });
  },
  steps(situation) {
    const { themeBuilds } = situation.repository;
    const own = isKept('Dockerfile', situation)
      ? themeBuilds.filter(({ folder, script }) => folder !== '' && script !== undefined)
      : [];
    const unclear = themeBuilds.filter(({ folder, script }) => folder !== '' && script === undefined);
    const root = themeBuilds.filter(({ folder }) => folder === '');
    return [
      ...own.map(
        (build): Step => ({
          text: `${build.folder} is built by its script ${build.script}: see that your Dockerfile does it.`,
        }),
      ),
      ...unclear.map(
        (build): Step => ({
          text: `${unclearBuild(build)} If it makes what the site serves, give it a stage in the Dockerfile: docs/what-init-does.md of the package shows one.`,
        }),
      ),
      ...root.map(
        (build): Step => ({
          text: `package.json at the root has the script ${build.script}. If it makes what the site serves, give it a stage in the Dockerfile: docs/what-init-does.md of the package shows one.`,
        }),
      ),
    ];
  },
};

/** What there is to build with, where no script's name says that it builds. */
function unclearBuild({ folder, scripts, buildFile }: ThemeBuild): string {
  const found = scripts.length === 0 ? '' : `has scripts (${scripts.slice(0, 5).join(', ')})`;
  if (buildFile !== undefined)
    return `${folder} has a ${buildFile}${found === '' ? '' : `, and ${found}`}, and no script that is known to build.`;
  return `${folder} ${found}, none of which is known to build.`;
}
