import fc from 'fast-check';
import { RegistryCredential, SecretSource } from '../../lib';
import { file, secretName, variable } from './names';
import { called } from './source';
import { someText } from './text';

/** Where secrets come from. */

export const secretSource: fc.Arbitrary<SecretSource> = fc.oneof(
  called('SecretSource.generated', SecretSource.generated),
  called('SecretSource.environment', SecretSource.environment, variable),
  called('SecretSource.existing', SecretSource.existing, secretName, file),
);

export const registryCredential: fc.Arbitrary<RegistryCredential> = fc.oneof(
  called('RegistryCredential.gitlabDeployToken', RegistryCredential.gitlabDeployToken),
  called(
    'RegistryCredential.gitlabAccessToken',
    RegistryCredential.gitlabAccessToken,
    fc.record({ user: someText, passwordVariable: variable }),
  ),
  called('RegistryCredential.digitalOcean', RegistryCredential.digitalOcean, fc.record({ tokenVariable: variable })),
  called(
    'RegistryCredential.environment',
    RegistryCredential.environment,
    fc.record({ userVariable: variable, passwordVariable: variable }),
  ),
  called('RegistryCredential.existing', RegistryCredential.existing, secretName),
  called('RegistryCredential.none', RegistryCredential.none),
);
