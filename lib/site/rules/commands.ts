import type { SiteRule } from './rule';

/** Names that other pods have, whose Service, budget or Job would take these for theirs. */
const TAKEN = ['cron', 'release', 'web'];

/** A command's name tells its pods from all others. */
const commands: SiteRule = (site) =>
  Object.keys(site.commands ?? {})
    .filter((name) => TAKEN.includes(name))
    .map((name) => ({
      path: `commands.${name}`,
      message: name === 'cron' ? "is the name of Drupal's own cron" : `is the name of the site's own ${name}`,
      allowed: `any name but ${TAKEN.join(', ')}`,
      todo: name === 'cron' ? 'rename the command, or set cron.schedule' : 'rename the command',
    }));

export default commands;
