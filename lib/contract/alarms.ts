/** The alarms of a site, by name: what a site file may leave out, the rules that are emitted, the sections of docs/metrics.md and the tests. */
export const ALARM_NAMES = [
  'DrupalWebDown',
  'DrupalWebShort',
  'DrupalWebSaturated',
  'DrupalWebUncounted',
  'DrupalServerErrors',
  'DrupalAutoscalerAtMost',
  'DrupalAutoscalerBlind',
  'DrupalOutOfMemory',
  'DrupalPodRestarts',
  'DrupalPodStuck',
  'DrupalDatabaseDown',
  'DrupalServerDown',
  'DrupalWorkerDown',
  'DrupalCacheTooSmall',
  'DrupalVolumeNearlyFull',
  'DrupalVolumeFull',
  'DrupalVolumeOutOfInodes',
  'DrupalCronLate',
  'DrupalCommandLate',
  'DrupalReleaseFailed',
  'DrupalBackupLate',
  'DrupalBackupFailed',
  'DrupalRehearsalLate',
  'DrupalRehearsalFailed',
  'DrupalCertificateExpires',
  'DrupalCertificateMissing',
  'DrupalFiguresMissing',
] as const;

/** The name of an alarm: [metrics.md](metrics.md#alarms) has them. */
export type AlarmName = (typeof ALARM_NAMES)[number];
