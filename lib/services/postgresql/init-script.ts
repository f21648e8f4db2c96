/**
 * What the image runs once, on a new volume. Drupal's user owns its database and is no superuser, who could run programs on the
 * server; the superuser logs in on the pod's own socket alone. Drupal's installer asks for the extension and for the form in which bytes
 * are read. A statement that fails is not logged, since the password stands in one. The mark goes last, when all of it is on the disk.
 * @see https://www.drupal.org/docs/getting-started/system-requirements/database-server-requirements
 */
export const initScript = (
  passwordFile: string,
  mark: string,
) => `psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres << 'END'
SET log_min_error_statement = panic;
SET log_statement = none;
\\set password \`cat ${passwordFile}\`
CREATE ROLE drupal LOGIN PASSWORD :'password';
CREATE DATABASE drupal OWNER drupal;
ALTER DATABASE drupal SET bytea_output = escape;
ALTER DATABASE drupal SET standard_conforming_strings = on;
\\connect drupal
CREATE EXTENSION IF NOT EXISTS pg_trgm;
END
sed -i '1i host all postgres all reject' "$PGDATA/pg_hba.conf"
sync
rm -f ${mark}
`;
