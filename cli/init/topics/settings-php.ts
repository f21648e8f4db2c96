import { INCLUDE } from '../files/include';
import { isKept, outcomeOf, type Topic } from './topic';

/** settings.php is the user's own, and Drupal needs what the container gives. */
export const settingsPhp: Topic = {
  always: true,
  steps(situation) {
    const { docroot, composer, settings, furtherSettings } = situation.repository;
    const from = composer?.settingsFrom;
    if (from !== undefined && composer?.named.some((name) => from.startsWith(name)))
      return [
        {
          text: `Composer's scaffold writes ${docroot}/sites/default/settings.php from ${from}. At the end of that file add, unless it is there:`,
          copy: [INCLUDE],
        },
      ];
    const path = `${docroot}/sites/default/settings.php`;
    if (outcomeOf(path, situation)?.status === 'created' && furtherSettings.length > 0)
      return [
        {
          text: `${path} is new, and includes none of ${furtherSettings.join(', ')}. Include what the site needs in the cluster, before its own include.`,
        },
      ];
    if (!isKept(path, situation)) return [];
    const password = settings?.hasPassword ? ' Its password goes to settings.local.php, which stays out of git.' : '';
    return [
      { text: `At the end of ${path}, which has to be in git and free of passwords, add:`, copy: [INCLUDE] },
      ...(password === '' ? [] : [{ text: `${path} has a password in it.${password}` }]),
    ];
  },
};
