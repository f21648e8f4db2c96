import { DRUPAL_RESOURCES } from '../drupal-resources';
import { resourceProblems } from '../resource-problems';
import type { SiteRule } from './rule';

/** No limit is below what is reserved. */
const resources: SiteRule = (site) => resourceProblems(site.resources, DRUPAL_RESOURCES);

export default resources;
