import * as v from 'valibot';
import { dnsName, fileName, filled, variableName } from './formats';
import { isJobVariable } from './job-token';
import { option, says } from './shape';

/** Shapes that a site and its services have in common. */

const secretVariable = v.pipe(
  variableName,
  v.check(
    (name) => !isJobVariable(name),
    says(
      'is the token of a CI job, which dies with the job: what it opens is closed when a pod reads it',
      'a variable of your own',
      'store a token that lasts as a masked variable (Settings > CI/CD > Variables), and name that',
    ),
  ),
);

export const secretSource = v.variant(
  'from',
  [
    option({ from: v.literal('environment'), variable: secretVariable }),
    option({ from: v.literal('generated') }),
    option({ from: v.literal('existing'), secret: dnsName, key: fileName }),
  ],
  says(
    'is not a source of a secret',
    'SecretSource.environment(...), SecretSource.existing(...), SecretSource.generated()',
    'call one of these; the secret itself never stands in a site file',
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
