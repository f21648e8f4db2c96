import * as v from 'valibot';
import { dnsName, fileName, variableName } from './formats';
import { object, option, says } from './shape';

/** Shapes that a site and its services have in common. */

export const secretSource = v.variant(
  'from',
  [
    option({ from: v.literal('environment'), variable: variableName }),
    option({ from: v.literal('generated') }),
    option({ from: v.literal('existing'), secret: dnsName, key: fileName }),
  ],
  says(
    'is not a source of a secret',
    'SecretSource.environment(...), SecretSource.existing(...), SecretSource.generated()',
    'a secret itself never stands in a site file',
  ),
);

const user = v.union(
  [object({ variable: variableName }), object({ name: v.pipe(v.string(), v.nonEmpty()) })],
  says('is not a user', 'a user name or the variable that holds it'),
);

/** How to log in to a registry. */
export const registryCredential = v.variant(
  'from',
  [
    option({ from: v.literal('environment'), user, passwordVariable: variableName }),
    option({ from: v.literal('existing'), secret: dnsName }),
    option({ from: v.literal('none') }),
  ],
  says(
    'is not a credential',
    'what RegistryCredential makes',
    'call one of its functions, such as RegistryCredential.gitlabDeployToken()',
  ),
);
