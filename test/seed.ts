import * as fc from 'fast-check';

// The same cases in each run, so that red means a change; CDK8S_DRUPAL_SEED=random looks further, and prints what repeats it.
const { CDK8S_DRUPAL_SEED: seed = '1' } = process.env;
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
