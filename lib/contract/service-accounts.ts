/** The ServiceAccounts of a site's namespace. None has rights, none has a token mounted. */
export const SERVICE_ACCOUNT = {
  /** Of the pods that run Drupal. */
  drupal: 'drupal',
  /** Of the pods of database, cache and search. */
  services: 'services',
} as const;
