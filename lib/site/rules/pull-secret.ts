import { under } from '../../problem';
import { jobTokenProblems } from '../job-token';
import type { SiteRule } from './rule';

/** The pull secret outlives the job that makes it. */
const pullSecret: SiteRule = (site) =>
  site.pullSecret?.from === 'environment' ? under('pullSecret', jobTokenProblems(site.pullSecret)) : [];

export default pullSecret;
