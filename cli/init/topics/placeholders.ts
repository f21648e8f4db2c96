import { siteOf } from '../files/site-file';
import { outcomeOf, shown, type Topic } from './topic';

/** What nobody can guess. */
export const placeholders: Topic = {
  steps(situation) {
    const { answers } = situation;
    const site = siteOf(answers.name);
    if (outcomeOf(site, situation)?.status !== 'created' || answers.placeholders.length === 0) return [];
    return [{ text: `In ${shown(site, situation)}, write the ${answers.placeholders.join(' and the ')}.` }];
  },
};
