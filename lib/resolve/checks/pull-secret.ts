import { jobTokenProblems } from '../../formats/job-token';
import { under } from '../../problem';
import type { SiteCheck } from './check';

/** The pull secret outlives the job that makes it. */
const pullSecret: SiteCheck = (site) =>
  site.pullSecret?.from === 'environment' ? under('pullSecret', jobTokenProblems(site.pullSecret)) : [];

export default pullSecret;
