import * as v from 'valibot';
import { secretFolder } from '../contract/secret-names';
import { addresses, mailAddress, oneOf, server, wholeNumber } from '../formats/formats';
import { outsideSecret } from '../formats/schema-parts';
import { object, problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { Binding, MailService } from '../site/backing-service';
import { secretFiles } from '../site/secret-files';
import type { SecretSource } from '../site/secret-source';
import { userName } from './user-name';

const LOGIN = secretFolder('smtp');
const PASSWORD = 'password';

const ENCRYPTIONS = ['starttls', 'tls', 'none'] as const;

export interface SmtpRelayProps {
  /** The server's host name. */
  readonly host: string;
  /**
   * The server's port: 587, 465, 2525 or 25, as the provider says. DigitalOcean lets droplets reach neither 25 nor 465 nor 587.
   * @see https://docs.digitalocean.com/support/why-is-smtp-blocked/
   */
  readonly port: number;
  /**
   * The user to log in as.
   * @default - no login
   */
  readonly user?: string;
  /**
   * Where the user's password comes from.
   * @default - no login
   */
  readonly password?: SecretSource;
  /**
   * The address to which the server sends what cannot be delivered, and by which many providers judge whether they take a
   * mail at all. What a reader sees as the sender stays Drupal's.
   * @default - the site's address, as Drupal has it
   */
  readonly from?: string;
  /**
   * How the connection is encrypted: `starttls` begins in the clear and goes no further if the server cannot, `tls` is encrypted
   * from the first byte. The server's certificate is verified.
   * @default - tls on port 465, else starttls
   */
  readonly encryption?: (typeof ENCRYPTIONS)[number];
  /**
   * Ranges of addresses in which the server is.
   * @default - any address, on the server's port alone
   */
  readonly addresses?: readonly string[];
}

const SCHEMA = object({
  host: server,
  port: wholeNumber(1, 65_535),
  user: v.optional(userName),
  password: v.optional(outsideSecret('is generated, and so the mail server does not know it')),
  from: v.optional(mailAddress),
  encryption: v.optional(oneOf(ENCRYPTIONS, 'is no encryption')),
  addresses: v.optional(addresses),
});

/** A mail server outside the cluster. */
export class SmtpRelay implements MailService {
  readonly id = 'smtp';
  readonly delivers = true;

  constructor(private readonly props: SmtpRelayProps) {}

  problems(): Problem[] {
    const shape = problemsOf(SCHEMA, this.props);
    return shape.length > 0 ? shape : loginProblems(this.props);
  }

  /** Adds no objects: the server is not in the cluster. */
  bind(): Binding {
    const { host, port, user, password, from, addresses = ['0.0.0.0/0'] } = this.props;
    const { encryption = port === 465 ? 'tls' : 'starttls' } = this.props;
    const login =
      password &&
      secretFiles({ name: this.id, path: LOGIN, purpose: 'the mail server', files: { [PASSWORD]: password } });
    return {
      env: {
        SMTP_HOST: host,
        SMTP_PORT: String(port),
        SMTP_ENCRYPTION: encryption,
        ...(from === undefined ? {} : { SMTP_FROM: from }),
        ...(user === undefined ? {} : { SMTP_USER: user, SMTP_PASS_FILE: `${LOGIN}/${PASSWORD}` }),
      },
      mounts: login?.mounts,
      secrets: login?.secrets,
      connectsTo: [{ kind: 'addresses', cidrs: addresses, ports: [port] }],
    };
  }
}

function loginProblems({ user, password, encryption }: SmtpRelayProps): Problem[] {
  const problems: Problem[] = [];
  if ((user === undefined) !== (password === undefined)) {
    const [missing, other] = user === undefined ? ['user', 'password'] : ['password', 'user'];
    problems.push({
      path: missing,
      message: `is missing, while ${other} is there`,
      allowed: 'both for a login, or none of them',
      fix: `add ${missing}, or leave ${other} out`,
    });
  }
  if (encryption === 'none' && password !== undefined) {
    problems.push({
      path: 'encryption',
      value: encryption,
      message: 'would send the password in the clear',
      allowed: 'starttls or tls with a login',
      fix: 'leave it out, or log in to nothing',
    });
  }
  return problems;
}
