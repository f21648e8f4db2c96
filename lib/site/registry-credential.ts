import { SECRET } from '../contract/secret-names';
/** How the cluster logs in to a private registry: typed by where the credential comes from. */
export type RegistryCredential =
  | { readonly from: 'environment'; readonly userVariable: string; readonly passwordVariable: string }
  | { readonly from: 'environment'; readonly user: string; readonly passwordVariable: string }
  | { readonly from: 'existing'; readonly secret: string }
  | { readonly from: 'none' };

/** A pull secret must outlive the job that made it, so each of these does; a CI job's own token is refused. */
export const RegistryCredential = {
  /**
   * A GitLab deploy token with the scope `read_registry`. GitLab hands a token of the name `gitlab-deploy-token` to every
   * job as `CI_DEPLOY_USER` and `CI_DEPLOY_PASSWORD`.
   * @see https://docs.gitlab.com/user/project/deploy_tokens/#gitlab-deploy-token
   */
  gitlabDeployToken: (): RegistryCredential =>
    RegistryCredential.environment({ userVariable: 'CI_DEPLOY_USER', passwordVariable: 'CI_DEPLOY_PASSWORD' }),

  /**
   * A GitLab personal or group access token with the scope `read_registry`.
   * @param props the user name it belongs to (any name, for a group's token) and the variable that holds it
   */
  gitlabAccessToken: (props: { user: string; passwordVariable: string }): RegistryCredential => ({
    from: 'environment',
    user: props?.user ?? '', // a missing name is told as such, and not as a missing variable
    passwordVariable: props?.passwordVariable,
  }),

  /**
   * DigitalOcean's registry: an API token that may read it, which is user name and password at once.
   * @param props the variable that holds the token
   */
  digitalOcean: (props: { tokenVariable: string }): RegistryCredential =>
    RegistryCredential.environment({ userVariable: props?.tokenVariable, passwordVariable: props?.tokenVariable }),

  /**
   * Any registry: a user name and a password from two variables.
   * @param props the variables' names
   */
  environment: (props: { userVariable: string; passwordVariable: string }): RegistryCredential => ({
    from: 'environment',
    userVariable: props?.userVariable,
    passwordVariable: props?.passwordVariable,
  }),

  /**
   * A Secret of type `kubernetes.io/dockerconfigjson` that is in the namespace already.
   * @param secret the Secret's name
   */
  existing: (secret: string): RegistryCredential => ({ from: 'existing', secret }),

  /** The image is public. */
  none: (): RegistryCredential => ({ from: 'none' }),
};

/** Registries of everyone, where GitLab's credential is no use and must not be sent. */
const PUBLIC = [
  'https://index.docker.io/v1/',
  'docker.io',
  'ghcr.io',
  'quay.io',
  'gcr.io',
  'public.ecr.aws',
  'registry.k8s.io',
];

/** The credential where the site names none: GitLab's, unless the image is in a registry that cannot be GitLab's. */
export function defaultCredential(registry: string): RegistryCredential {
  return PUBLIC.includes(registry) ? RegistryCredential.none() : RegistryCredential.gitlabDeployToken();
}

/** The Secrets by which the services' images are pulled: the site's own, and that of another registry. */
export function servicesPullSecrets(site: {
  readonly pullSecret: RegistryCredential;
  readonly servicesPullSecret?: string;
}): string[] {
  const names = [pullSecretName(site.pullSecret), site.servicesPullSecret];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The name of the Secret that a credential becomes, or is; undefined where none is needed. */
export function pullSecretName(credential: RegistryCredential): string | undefined {
  if (credential.from === 'none') return undefined;
  return credential.from === 'existing' ? credential.secret : SECRET.registry;
}
