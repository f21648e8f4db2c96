import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DRUPAL } from '../contract/labels';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { labels } from '../kubernetes/labels';

export interface SiteNamespaceProps {
  /** The namespace's name. */
  readonly name: string;
  /** ServiceAccounts to add: none has rights, none has a token mounted. */
  readonly serviceAccounts: readonly string[];
  /**
   * Secrets by which the pods of a ServiceAccount pull their images where they name none themselves, by its name.
   * @default - none: the images are public
   */
  readonly pullSecrets?: Readonly<Record<string, readonly string[]>>;
}

/** A namespace that admits pods of the `restricted` Pod Security Standard alone, and its ServiceAccounts. */
export class SiteNamespace extends Construct {
  constructor(scope: Construct, id: string, { name, serviceAccounts, pullSecrets = {} }: SiteNamespaceProps) {
    super(scope, id);
    const common = labels(this, { name: DRUPAL, component: 'namespace' });
    clusterScoped(
      new k8s.KubeNamespace(this, 'Namespace', {
        metadata: {
          name,
          labels: { ...common, ...podSecurity('enforce'), ...podSecurity('audit'), ...podSecurity('warn') },
        },
      }),
    );
    for (const account of serviceAccounts) {
      new k8s.KubeServiceAccount(this, account, {
        metadata: { name: account, labels: labels(this, { name: DRUPAL, component: 'service-account' }) },
        automountServiceAccountToken: false,
        imagePullSecrets: pullSecrets[account]?.map((secret) => ({ name: secret })),
      });
    }
  }
}

/** @see https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
function podSecurity(mode: 'enforce' | 'audit' | 'warn'): Record<string, string> {
  const label = `pod-security.kubernetes.io/${mode}`;
  return { [label]: 'restricted', [`${label}-version`]: 'latest' };
}
