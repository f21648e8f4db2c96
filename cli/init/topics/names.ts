import { answerProblems } from '../check-answers';
import type { Topic } from './topic';

/** What synth would refuse is refused here, by the option that mends it. */
export const names: Topic = {
  refusals({ answers, repository, decisions }) {
    const { name } = answers;
    const isTaken = decisions.wantsSite && repository.otherSites.includes(name);
    return [
      ...answerProblems(answers),
      ...(isTaken
        ? [
            {
              path: '--name',
              value: name,
              message: 'is the name of a site in another folder of this repository, and both would be one namespace',
              allowed: 'a name that no other site has',
              fix: `give it another: --name ${name}-2`,
            },
          ]
        : []),
    ];
  },
};
