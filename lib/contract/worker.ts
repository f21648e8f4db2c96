import { PROGRAM } from './program';

/** By this annotation a deploy knows the Deployments that it pauses together with cron; it says how many pods they have otherwise. */
export const WORKER_REPLICAS = `${PROGRAM}/worker-replicas`;

/** A worker that says nothing else. Times are in seconds. */
export const WORKER_DEFAULTS = { replicas: 1, pause: 10, timeout: 3600, grace: 60 } as const;
