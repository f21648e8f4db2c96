import type { CompleteResources } from '../kubernetes/resources';

/** What a Drupal container asks for if nothing is said. */
export const DRUPAL_RESOURCES: CompleteResources = {
  cpu: '250m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '256Mi',
  ephemeralStorageLimit: '3Gi',
};
