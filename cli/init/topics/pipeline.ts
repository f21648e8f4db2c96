import { jobNames } from '../files/job-names';
import { pipelineSource, placeInputs } from '../files/sources';
import type { PipelineFacts } from '../look/pipeline';
import { isKept, type Situation, type Step, type Topic } from './topic';

const PREFIX = 'site-';
const STAGES = ['test', 'build', 'deploy'];

/** A pipeline that was there stays as it is, and GitLab reads only the one at the root. */
export const pipeline: Topic = {
  steps(situation) {
    const { options, repository } = situation;
    const { prefix, rootHasPipeline } = repository.git;
    const { site, environment } = pipelineSource(options.component, repository);
    const place = Object.entries(placeInputs(repository)).map(([name, value]) => `${name}: ${value}`);
    const copy = place.length > 0 ? [place.join(', ')] : undefined;
    const more = copy ? ', with more inputs for `site`:' : '.';
    const where = prefix ? 'the .gitlab-ci.yml at the root of the repository' : '.gitlab-ci.yml';
    if (prefix && !rootHasPipeline) {
      const text = 'GitLab reads .gitlab-ci.yml at the root alone: move it there';
      return isKept('.gitlab-ci.yml', situation) ? [{ text: `${text}${more}`, copy }] : [{ text: `${text}.` }];
    }
    if (!prefix && !isKept('.gitlab-ci.yml', situation)) return [];
    return [
      { text: `Into ${where} take ${site} and ${environment}, as docs/gitlab.md of the package shows${more}`, copy },
      ...besideIts(situation),
    ];
  },
};

/** What the pipeline itself says, against what the components bring. */
function besideIts({ answers: { branch }, repository }: Situation): Step[] {
  const facts = repository.pipeline;
  if (facts === undefined)
    return [
      { text: `It cannot be read here. See that it has none of these jobs: ${jobNames('live').join(', ')}.` },
      { text: `There, take out what built and deployed ${branch}.` },
    ];
  return [
    { text: `There, take out what built and deployed ${branch}.` },
    ...jobSteps(facts),
    ...workflowStep(facts),
    ...stagesStep(facts),
  ];
}

function jobSteps({ jobs, hasIncludes }: PipelineFacts): Step[] {
  const ours = jobNames('live');
  const clashes = jobs.filter((name) => ours.includes(name));
  const input = `job-prefix: ${PREFIX}`;
  if (clashes.length > 0)
    return [
      { text: `Jobs of yours are called ${clashes.join(', ')}, as ours are. So both includes take:`, copy: [input] },
    ];
  if (!hasIncludes) return [];
  return [{ text: `If a file that it includes has one of ${ours.join(', ')}, both includes take:`, copy: [input] }];
}

function workflowStep({ ofMergeRequests }: PipelineFacts): Step[] {
  if (ofMergeRequests !== false) return [];
  return [
    { text: 'Its workflow makes no pipelines for merge requests, so `site` takes:', copy: ['merge-requests: false'] },
  ];
}

function stagesStep({ stages }: PipelineFacts): Step[] {
  const missing = stages === undefined ? [] : STAGES.filter((stage) => !stages.includes(stage));
  if (missing.length === 0) return [];
  return [
    {
      text: `Its list \`stages\` lacks ${missing.join(', ')}: add that, or name stages of yours in the inputs ${missing.map((stage) => `${stage}-stage`).join(', ')}.`,
    },
  ];
}
