import type { SiteRule } from './rule';

/** Drupal's own cron has its name already. */
const commands: SiteRule = (site) =>
  'cron' in (site.commands ?? {})
    ? [
        {
          path: 'commands.cron',
          message: "is the name of Drupal's own cron",
          allowed: 'any other name',
          todo: 'rename the command, or set cron.schedule',
        },
      ]
    : [];

export default commands;
