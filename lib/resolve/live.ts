import { Access } from '../site/access';
import type { MailService } from '../site/backing-service';
import type { SiteDefaults } from '../site/resolved-site';
import type { SiteProps } from '../site/site';
import type { Candidate } from './candidates';

/** Whether the public uses an environment: those that say so do, else the first that does not say otherwise. */
export function isLive({ name, isReview }: Candidate, { environments = {} }: Partial<SiteProps>): boolean {
  if (isReview) return false;
  const says = (live: boolean | undefined) =>
    Object.keys(environments).filter((one) => environments[one]?.live === live);
  const named = says(true);
  return named.length > 0 ? named.includes(name) : says(undefined)[0] === name;
}

/** Where an environment's mail goes. What it says of its own holds; what it takes over from the site must not reach people by it. */
export function mailOf(
  site: MailService | undefined,
  own: MailService | undefined,
  isLive: boolean,
  { mailCatcher }: SiteDefaults,
): MailService | undefined {
  const mail = own ?? site;
  return mail === undefined || isLive || own !== undefined || !mail.delivers ? mail : mailCatcher;
}

/** What keeps the public out of an environment. Live is closed by its own word alone: a site that closes its stage must not close itself. */
export function accessOf(site: Access | undefined, own: Access | undefined, isLive: boolean): Access {
  return own ?? (isLive ? Access.open() : (site ?? Access.password()));
}
