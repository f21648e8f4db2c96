/** A schedule of which nothing is said. */
export const SCHEDULE_DEFAULTS = {
  /** Once an hour, at a minute of the site's own: a thousand sites do not all start on the hour. */
  schedule: 'H * * * *',
  /** Seconds. */
  timeout: 3600,
  timeZone: 'Etc/UTC',
} as const;
