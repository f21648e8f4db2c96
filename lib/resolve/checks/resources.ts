import { resourceProblems } from '../../formats/resource-problems';
import { under } from '../../problem';
import { DRUPAL_RESOURCES } from '../../site/drupal-resources';
import { workloadsOf } from '../workloads';
import type { SiteCheck } from './check';

/** No limit is below what is reserved, of the site or of a workload that changes a part of it. */
const resources: SiteCheck = (site) => {
  const common = resourceProblems(site.resources, DRUPAL_RESOURCES);
  if (common.length > 0) return common;
  return workloadsOf(site).flatMap(({ path, settings }) =>
    settings.resources === undefined
      ? []
      : under(path, resourceProblems({ ...site.resources, ...settings.resources }, DRUPAL_RESOURCES)),
  );
};

export default resources;
