import { under } from '../../problem';
import { sidecarProblem } from '../../site/sidecar-problem';
import { workloadsOf } from '../workloads';
import type { SiteCheck } from './check';

/** Pods that end by themselves have sidecars only where the cluster ends them, too. */
const sidecars: SiteCheck = (site, _environment, defaults) => {
  if ((site.cluster ?? defaults.cluster).isAtLeast(29)) return [];
  const ending = workloadsOf(site).filter(({ endsByItself }) => endsByItself);
  return [{ path: '', pod: site.pod }, ...ending.map(({ path, settings }) => ({ path, pod: settings.pod }))].flatMap(
    ({ path, pod }) => {
      const names = Object.keys(pod?.sidecars ?? {});
      const problems = names.length === 0 ? [] : under('pod', [sidecarProblem(names)]);
      return path === '' ? problems : under(path, problems);
    },
  );
};

export default sidecars;
