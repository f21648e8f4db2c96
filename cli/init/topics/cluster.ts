import { type Before, type Situation, type Step, shown, type Topic } from './topic';

/** What is outside of the repository: the cluster, GitLab, and the first release. */
export const cluster: Topic = {
  steps: (situation) => [
    {
      text: `Prepare the cluster and the GitLab project: ${page('gitlab.md', situation)}, from "To the first deploy" on.`,
    },
    { text: 'git push. The job deploy-live of the pipeline deploys, and prints the address.' },
    databaseStep(situation),
  ],
};

/** A database begins empty, and a release needs one that is not. */
function databaseStep(situation: Situation): Step {
  const { decisions, repository } = situation;
  if (repository.software.is === 'nothing')
    return {
      text: `The first release installs Drupal. ${page('from-an-empty-folder.md', situation)} goes on from there: the first login, and the first export.`,
    };
  const { isExported } = decisions.configuration;
  const install = isExported ? ', or let the site file install what the configuration says' : '';
  const isNew = isExported
    ? ''
    : ` For a site that does not exist yet, the site file takes \`install\` as ${page('from-an-empty-folder.md', situation)} shows it.`;
  return {
    text: `The first release ends with an empty database. Load a dump and deploy again${install}: ${page('deploy.md', situation)}, "The first deploy".${isNew}`,
  };
}

function page(name: string, situation: Before): string {
  return shown(`node_modules/cdk8s-drupal/docs/${name}`, situation);
}
