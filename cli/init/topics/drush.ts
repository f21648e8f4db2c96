import { knowsDeploy } from '../decide/drush';
import type { Topic } from './topic';

/** A release runs Drush, and so do cron and the commands of every day. */
export const drush: Topic = {
  notes({ decisions, repository }) {
    const { is, version } = decisions.drush;
    if (repository.software.is === 'nothing') return [];
    if (is === 'unknown')
      return ['whether Drush is there cannot be seen; the build fails, and says so, where it is not'];
    if (is !== 'there') return [];
    const old = knowsDeploy(version) ? '' : ', which has no drush deploy: the site file names three commands instead';
    return [`Drush ${version}, in ${decisions.composer?.binDir}${old}`];
  },
  steps({ decisions: { drush: decision, composer } }) {
    const at = composer === undefined || composer.folder === '' ? '' : ` --working-dir ${composer.folder}`;
    const copy = [`composer require drush/drush${at}`];
    if (decision.is === 'missing') return [{ text: 'Drush is not among the packages, and the release runs it:', copy }];
    if (decision.is === 'dev')
      return [{ text: 'Drush is in require-dev alone, which the image leaves out. Move it to require:', copy }];
    return [];
  },
};
