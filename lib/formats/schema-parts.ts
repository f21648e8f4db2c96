import * as v from 'valibot';
import { MESSAGE_FORMS, TOLD } from '../contract/notification';
import { dnsName, fileName, filled, oneOf, variableName } from './formats';
import { isJobVariable } from './job-token';
import { option, says } from './shape';

/** Shapes that a site and its services have in common. */

const secretVariable = v.pipe(
  variableName,
  v.check(
    (name) => !isJobVariable(name),
    says(
      'is the token of a CI job, which expires with the job: pods could not pull the image later',
      'a variable of your own',
      'store a token that lasts as a masked variable (Settings > CI/CD > Variables), and name that',
    ),
  ),
);

const OUTSIDE_SOURCES = "SecretSource.environment('VARIABLE') or SecretSource.existing(...)";

const source = (allowed: string) =>
  v.variant(
    'from',
    [
      option({ from: v.literal('environment'), variable: secretVariable }),
      option({ from: v.literal('generated') }),
      option({ from: v.literal('existing'), secret: dnsName, key: fileName }),
    ],
    says('is not a source of a secret', allowed, 'call one of these; the secret itself never stands in a site file'),
  );

export const secretSource = source(
  'SecretSource.environment(...), SecretSource.existing(...), SecretSource.generated()',
);

const jobSecret = option({ from: v.literal('environment'), variable: secretVariable });

/** Who is told: the command itself sends the message, and knows only the variables of its job. */
export const notification = v.variant(
  'form',
  MESSAGE_FORMS.map((form) =>
    option({
      form: v.literal(form),
      url: v.variant(
        'from',
        [jobSecret],
        says(
          'is not a variable of the deploy job',
          'SecretSource.environment(...)',
          'store the address as a masked variable, and name that',
        ),
      ),
      tell: v.optional(oneOf(TOLD, 'does not say how much is told')),
    }),
  ),
  says(
    'is not a receiver of messages',
    'what Notify makes',
    "call one of its functions, such as Notify.slack({ url: SecretSource.environment('SLACK_WEBHOOK') })",
  ),
);

const environment = { from: v.literal('environment'), passwordVariable: variableName };
const userLogin = option({ ...environment, user: filled('a user name') });
const variableLogin = option({ ...environment, userVariable: variableName });

/** How to log in to a registry. The user's name is written out, or stands in a variable. */
export const registryCredential = v.lazy((input) => credential(hasUser(input) ? userLogin : variableLogin));

function hasUser(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'user' in input;
}

const credential = (login: typeof userLogin | typeof variableLogin) =>
  v.variant(
    'from',
    [login, option({ from: v.literal('existing'), secret: dnsName }), option({ from: v.literal('none') })],
    says(
      'is not a credential',
      'what RegistryCredential makes',
      'call one of its functions, such as RegistryCredential.gitlabDeployToken()',
    ),
  );

/** A secret that somebody else made: one that the deploy makes up is known to nobody, and gone with the namespace. */
export const outsideSecret = (message: string) =>
  v.pipe(
    source(OUTSIDE_SOURCES),
    v.check(({ from }) => from !== 'generated', says(message, OUTSIDE_SOURCES, 'name where it comes from')),
  );
