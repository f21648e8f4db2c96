/** The line that settings.php needs; outside a container of cdk8s-drupal it does nothing. */
export const INCLUDE = "if (getenv('DRUPAL_HASH_SALT_FILE')) include __DIR__ . '/settings.kubernetes.php';";
