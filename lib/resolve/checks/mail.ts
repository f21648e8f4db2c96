import type { SiteCheck } from './check';

/** Mail of a site that the public uses reaches the public. */
const mail: SiteCheck = (site) => {
  if (site.live !== true || site.mail === undefined || site.mail.delivers) return [];
  return [
    {
      path: 'mail',
      message: 'keeps all mail, and the environment is live',
      allowed: 'a service that delivers, such as Mail.smtp({ host, port })',
      fix: 'name one, or say live: false in the environment if the public does not use it',
    },
  ];
};

export default mail;
