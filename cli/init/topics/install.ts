import { inDeployment, outcomeOf, type Topic } from './topic';

/** What the script `test` of a new package.json does. */
const CHECK = 'npx tsc --noEmit && npx jest --ci=false';
const KEEPS_TEST = /keeps .*script test/;

/** The first run of npm and of the tests, which take the first snapshots. */
export const install: Topic = {
  steps(situation) {
    if (!KEEPS_TEST.test(outcomeOf('package.json', situation)?.note ?? ''))
      return [{ text: inDeployment('npm install && npm test', situation) }];
    return [
      { text: "The pipeline's job test runs `npm test`. Let that also run:", copy: [CHECK] },
      { text: inDeployment(`npm install && ${CHECK}`, situation) },
    ];
  },
};
