/**
 * From 11.4 on MariaDB's client insists on TLS with a certificate that it can verify, even where the server has none, and
 * Drush lets it read no file but its own. PHP asks for neither, so this makes the client do as PHP does. MySQL's client has
 * no such option; `--loose-` makes that a warning.
 * @see https://mariadb.org/mission-impossible-zero-configuration-ssl/
 */
export const UNVERIFIED_TLS: Readonly<Record<string, string>> = {
  DRUSH_COMMAND_SQL_OPTIONS_EXTRA: '--loose-skip-ssl-verify-server-cert',
  DRUSH_COMMAND_SQL_OPTIONS_EXTRA_DUMP: '--loose-skip-ssl-verify-server-cert',
};
