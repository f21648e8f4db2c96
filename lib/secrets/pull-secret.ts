import { Construct } from 'constructs';
import type { Ci } from '../ci/ci';
import { registry as registryFormat } from '../formats/formats';
import { jobTokenProblems } from '../formats/job-token';
import { registryCredential } from '../formats/schema-parts';
import { object, problemsOf } from '../formats/shape';
import { assertNone, under } from '../problem';
import { pullSecretName, RegistryCredential } from '../site/registry-credential';
import type { SecretNeed } from '../site/secret-source';
import { SecretsFromVariables } from './secrets-from-variables';

export interface PullSecretProps {
  /**
   * The registry's host name, with its port if it has one; Docker Hub is `https://index.docker.io/v1/`.
   * @default registry.gitlab.com
   */
  readonly registry?: string;
  /**
   * How to log in to it.
   * @default - `RegistryCredential.gitlabDeployToken()`
   */
  readonly credential?: RegistryCredential;
  /**
   * What synth may know of the environment variables, such as `readCi()`: where they ask for secret values, the Secret is
   * emitted.
   * @default - nothing: the Secret is referred to by name
   */
  readonly ci?: Ci;
}

const SCHEMA = object({ registry: registryFormat, credential: registryCredential });

/**
 * The Secret by which nodes pull a private image, of type `kubernetes.io/dockerconfigjson`. It outlives the job that made
 * it: a CI job's own token is refused.
 *
 * The Secret itself is emitted only with `ci: readCi()`, where `CDK8S_DRUPAL_SECRETS=include` asks for secret values; otherwise
 * this is a reference by name, so that manifests can be kept and shown, and are the same whoever synthesises. The name is the construct's id.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
 */
export class PullSecret extends Construct {
  /** The Secret's name, for `imagePullSecrets`; undefined where the image is public. */
  readonly secretName?: string;

  /** What must be in the cluster. */
  readonly needs: readonly SecretNeed[];

  /** @throws InvalidInput if the registry is none, the credential is a CI job's own token, or a variable that it names is missing */
  constructor(scope: Construct, id: string, props: PullSecretProps = {}) {
    super(scope, id);
    const { registry = 'registry.gitlab.com', credential = RegistryCredential.gitlabDeployToken(), ci } = props;
    assertNone(`PullSecret ${id}`, [...(ci?.problems ?? []), ...problemsOf(SCHEMA, { registry, credential })]);
    const token = credential.from === 'environment' ? jobTokenProblems(credential) : [];
    assertNone(`PullSecret ${id}`, under('credential', token));
    this.secretName = credential.from === 'environment' ? id : pullSecretName(credential);
    this.needs = pullSecretNeeds(registry, credential, this.secretName);
    if (ci?.includeSecrets)
      assertNone(`PullSecret ${id}`, new SecretsFromVariables(this, 'secrets', this.needs, ci).problems);
  }
}

/** What must be in the cluster for the services' images. */
export function servicesPullSecretNeeds(secret: string | undefined): SecretNeed[] {
  return secret === undefined
    ? []
    : pullSecretNeeds("the services' images", RegistryCredential.existing(secret)).map((need) => ({
        ...need,
        purpose: "pulling the services' images",
      }));
}

/** What must be in the cluster for a registry. */
export function pullSecretNeeds(
  registry: string,
  credential: RegistryCredential,
  name = pullSecretName(credential),
): SecretNeed[] {
  if (name === undefined || credential.from === 'none') return [];
  const key = '.dockerconfigjson';
  const source =
    credential.from === 'existing'
      ? ({ from: 'existing', secret: credential.secret, key } as const)
      : ({
          from: 'registry-login',
          registry,
          user: 'user' in credential ? { name: credential.user } : { variable: credential.userVariable },
          passwordVariable: credential.passwordVariable,
        } as const);
  return [
    {
      name,
      type: 'kubernetes.io/dockerconfigjson',
      purpose: `pulling images from ${registry}`,
      keys: { [key]: source },
    },
  ];
}
