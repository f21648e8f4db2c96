import { existsSync, readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { Refusal } from '../context/refusal';
import { cleanUp } from '../gitlab/clean-up';
import { GitlabApi } from '../gitlab/gitlab-api';
import { tagsToKeep } from '../gitlab/images-to-keep';
import { jobVariables } from '../gitlab/job-variables';
import { writeNote } from '../gitlab/note';
import { chooseProgress } from '../progress/choose-progress';
import { repositoryOption } from './repository-option';
import { runCommand } from './run-command';

/** Which project the job belongs to. */
const PROJECT = { CI_API_V4_URL: 'GitLab sets it in each job', CI_PROJECT_ID: 'GitLab sets it in each job' };

/** `cdk8s-drupal gitlab`: what jobs ask of GitLab itself. */
export function gitlabCommand(): Command {
  return new Command('gitlab')
    .description('call GitLab from the jobs of the component')
    .addCommand(noteCommand())
    .addCommand(cleanUpCommand());
}

function noteCommand(): Command {
  return new Command('note')
    .description('write a note on the merge request, or update the earlier one')
    .argument('<file>', 'the text, in Markdown')
    .requiredOption('--environment <name>', 'environment that the note is about; each has one note')
    .action((file: string, { environment }: { readonly environment: string }) => {
      const progress = chooseProgress({});
      return runCommand(progress, async () => {
        const known = jobVariables(process.env, {
          ...PROJECT,
          CI_MERGE_REQUEST_IID: 'GitLab sets it in each job of a merge request',
          GITLAB_NOTE_TOKEN: 'an access token with the scope api (docs/gitlab.md)',
        });
        progress.conceal([known.GITLAB_NOTE_TOKEN]);
        const api = apiOf(known, { 'PRIVATE-TOKEN': known.GITLAB_NOTE_TOKEN });
        const mergeRequest = known.CI_MERGE_REQUEST_IID;
        const what = await writeNote(api, { mergeRequest, environment, text: textOf(file) });
        return { headline: `note of merge request !${mergeRequest} about ${environment}: ${what}`, lines: [] };
      });
    });
}

/** @throws Refusal if there is no such file */
function textOf(file: string): string {
  if (!existsSync(file)) throw new Refusal(`there is no file ${file}`, ['write the text of the note into one first']);
  return readFileSync(file, 'utf8');
}

interface CleanUpArguments {
  readonly repository: string;
  readonly inUse: string;
  readonly keepTags: number;
  readonly keepDays: number;
}

function cleanUpCommand(): Command {
  return new Command('clean-up')
    .description('delete old images of commits that no environment runs')
    .argument('<dist>', 'folder with the manifests of all environments')
    .addOption(repositoryOption())
    .requiredOption('--in-use <folder>', 'folder with a file for each environment: the output of `cdk8s-drupal images`')
    .option('--keep-tags <number>', 'number of newest images to keep', wholeNumber, 10)
    .option('--keep-days <number>', 'number of days to keep an image', wholeNumber, 30)
    .action((dist: string, { repository, inUse, keepTags, keepDays }: CleanUpArguments) => {
      const progress = chooseProgress({});
      return runCommand(progress, async () => {
        const known = jobVariables(process.env, { ...PROJECT, CI_JOB_TOKEN: 'GitLab sets it in each job' });
        progress.conceal([known.CI_JOB_TOKEN]);
        const tags = tagsToKeep({ dist, inUse, repository });
        const api = apiOf(known, { 'JOB-TOKEN': known.CI_JOB_TOKEN });
        return {
          headline: `clean-up of ${repository}`,
          lines: await cleanUp(api, { repository, inUse: tags, keepTags, keepDays }),
        };
      });
    });
}

function apiOf(
  { CI_API_V4_URL, CI_PROJECT_ID }: Record<keyof typeof PROJECT, string>,
  credential: ConstructorParameters<typeof GitlabApi>[1],
): GitlabApi {
  return new GitlabApi(`${CI_API_V4_URL}/projects/${encodeURIComponent(CI_PROJECT_ID)}`, credential);
}

function wholeNumber(text: string): number {
  if (!/^[0-9]+$/.test(text)) throw new InvalidArgumentError('write a whole number.');
  return Number(text);
}
