import { contextFaults } from '../decide/docker-context';
import { dockerfile } from '../files/dockerfile';
import { usualDockerignore } from '../files/dockerignore';
import { dockerignoreOf } from '../look/deployment';
import { outcomeOf, shown, type Topic } from './topic';

const SHOWN = 10;

/** A .dockerignore that was there may keep from the build what the Dockerfile copies. */
export const dockerContext: Topic = {
  steps(situation) {
    const { answers, repository, decisions, outcomes } = situation;
    if (repository.dockerignore === undefined) return [];
    const name = shown(dockerignoreOf(repository.directory), situation);
    const written = dockerfile(answers.profile, repository, decisions);
    const dockerignore = outcomeOf(dockerignoreOf(repository.directory), situation)?.content ?? repository.dockerignore;
    const planned = outcomes.map(({ path }) => path).filter((path) => !path.includes(','));
    const files = [...new Set([...repository.files, ...planned])];
    const { lacking, needless } = contextFaults(
      repository.dockerfile?.text ?? written,
      written,
      dockerignore,
      usualDockerignore(repository, decisions),
      files,
    );
    return [
      ...(lacking.length === 0
        ? []
        : [
            {
              text: `${name} keeps from the build what the Dockerfile copies. At its end add${lacking.length > SHOWN ? ', and alike for more' : ''}:`,
              copy: lacking.slice(0, SHOWN).map((path) => `!${path}`),
            },
          ]),
      ...(needless.length === 0
        ? []
        : [
            {
              text: `${name} sends along what the image must not hold or does not need. At its end add:`,
              copy: needless.map((path) => (path === '.git' || path === 'dist' ? path : `**/${path}`)),
            },
          ]),
    ];
  },
};
