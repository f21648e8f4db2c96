import type { CompleteResources } from '../kubernetes/resources';

/** What a Drupal container asks for if nothing is said. */
export const DRUPAL_RESOURCES: CompleteResources = {
  cpu: '250m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '256Mi',
  ephemeralStorageLimit: '3Gi',
};

/** What a container beside Drupal's asks for if nothing is said. */
export const SIDECAR_RESOURCES: CompleteResources = {
  cpu: '10m',
  memory: '64Mi',
  memoryLimit: '256Mi',
  ephemeralStorage: '16Mi',
  ephemeralStorageLimit: '128Mi',
};

/** What a program asks for that reads figures out of the server beside it. */
export const EXPORTER_RESOURCES: CompleteResources = {
  cpu: '5m',
  memory: '24Mi',
  memoryLimit: '128Mi',
  ephemeralStorage: '8Mi',
  ephemeralStorageLimit: '32Mi',
};
