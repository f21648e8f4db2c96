import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Ci } from '../ci/ci';
import { COMPONENT, DRUPAL } from '../contract/labels';
import { labels } from '../kubernetes/labels';
import type { Problem } from '../problem';
import type { SecretNeed } from '../site/secret-source';
import { secretValues } from './secret-values';

/** The Secrets whose content comes from variables, with that content. Made only if it is asked for. */
export class SecretsFromVariables extends Construct {
  /** Variables that are missing, and values that are refused. */
  readonly problems: readonly Problem[];

  constructor(scope: Construct, id: string, needs: readonly SecretNeed[], ci: Ci) {
    super(scope, id);
    const problems: Problem[] = [];
    for (const need of needs) {
      const values = secretValues(need, ci);
      problems.push(...values.problems);
      if (values.data === undefined) continue;
      new k8s.KubeSecret(this, need.name, {
        metadata: { name: need.name, labels: labels(this, { name: DRUPAL, component: COMPONENT.secret }) },
        type: need.type ?? 'Opaque',
        stringData: values.data,
      });
    }
    this.problems = problems;
  }
}
