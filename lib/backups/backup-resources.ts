import type { CompleteResources } from '../kubernetes/resources';

/** What a container of a backup asks for: little, so that visitors come first. */
export const BACKUP_RESOURCES: CompleteResources = {
  cpu: '50m',
  memory: '128Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '256Mi',
  ephemeralStorageLimit: '4Gi',
};

/** What the server of a rehearsal asks for, with restic beside it. */
export const REHEARSAL_RESOURCES: CompleteResources = {
  cpu: '50m',
  memory: '256Mi',
  memoryLimit: '2Gi',
  ephemeralStorage: '256Mi',
  ephemeralStorageLimit: '4Gi',
};
