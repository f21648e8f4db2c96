import { KEPT } from '../../lib/drupal-site/gitops-annotations';
import { isGenerated } from '../../lib/site/secret-source';
import type { DeployContext } from '../context/deploy-context';

/**
 * Marks the Secrets that an earlier version generated as what no GitOps controller may delete: they stand in no manifest, and
 * one that tracks objects by the label `app.kubernetes.io/instance` takes them for its own.
 */
export async function keepSecrets({ kubectl, dist }: DeployContext): Promise<void> {
  const generated = dist.plan.secrets
    .filter(({ keys }) => Object.values(keys).some(isGenerated))
    .map(({ name }) => name);
  if (generated.length === 0) return;
  const template =
    '{{range .items}}{{.metadata.name}}{{range $key, $value := .metadata.annotations}} {{$key}}{{end}}{{"\\n"}}{{end}}';
  const lines = (await kubectl.ok(['get', 'secrets', '-o', `go-template=${template}`])).split('\n').filter(Boolean);
  const unmarked = lines
    .map((line) => line.split(' '))
    .filter(([name = '', ...own]) => generated.includes(name) && !Object.keys(KEPT).every((key) => own.includes(key)))
    .map(([name]) => `secret/${name}`);
  if (unmarked.length === 0) return;
  const patch = JSON.stringify({ metadata: { annotations: KEPT } });
  await kubectl.ok(['patch', ...unmarked, '--type=merge', '--patch', patch]);
}
