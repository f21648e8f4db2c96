import { isKept, shown, type Topic } from './topic';

/** A Dockerfile that was there stays as it is, and has to fit. */
export const dockerfile: Topic = {
  steps(situation) {
    if (!isKept('Dockerfile', situation)) return [];
    const isOurs = situation.repository.dockerfile?.text.includes('does not include settings.kubernetes.php');
    return [
      {
        text: isOurs
          ? `${shown('Dockerfile', situation)} differs from what init would write today. To compare, delete it, run init again, and look at git diff.`
          : `The pipeline builds your ${shown('Dockerfile', situation)}: see that its image is as ${shown('node_modules/cdk8s-drupal/docs/images.md', situation)} says.`,
      },
    ];
  },
};
