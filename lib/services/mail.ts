import type { MailService } from '../site/backing-service';
import { Mailpit, type MailpitProps } from './mailpit';
import { SmtpRelay, type SmtpRelayProps } from './smtp-relay';

/** Where the site's mail goes: that of PHP's `mail()` and that of modules that speak SMTP. */
export const Mail = {
  /**
   * A mail server outside the cluster. Outside the live environment, `Mail.mailpit()` takes its place.
   * @param props the server, and how to log in to it
   */
  smtp: (props: SmtpRelayProps): MailService => new SmtpRelay(props),

  /**
   * A server that keeps all mail for developers to read, and delivers none.
   * @param props its image and resources
   * @see https://mailpit.axllent.org/
   */
  mailpit: (props: MailpitProps = {}): MailService => new Mailpit(props),
};
