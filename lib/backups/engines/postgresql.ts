import type { DatabaseEngine } from './engine';

/** PostgreSQL. Its minor versions read each other's dumps. */
export const POSTGRESQL: DatabaseEngine = {
  denied: String.raw`authentication failed\|pg_hba.conf\|" does not exist\|certificate`,
  refused: String.raw`refused() { sed -n 's/^psql:<stdin>:\([0-9]*\): \([A-Z]*\):  *\([0-9A-Z]\{5\}\)$/\2 \3 at line \1/p' /work/refused | tail -n 1; }`,
  versions: String.raw`make() { case $1 in *PostgreSQL*) echo PostgreSQL ;; *MariaDB*) echo MariaDB ;; *) echo MySQL ;; esac; }
series() { printf '%s' "$1" | sed 's/^\([0-9]*\).*/\1/'; }`,
  replaceKeyValue: (collection, name, value) =>
    `INSERT INTO key_value (collection, name, value) VALUES ('${collection}', '${name}', '${value}') ON CONFLICT (collection, name) DO UPDATE SET value = EXCLUDED.value`,
  dumped: {
    table: String.raw`/^COPY (?:\w+\.)?\W?(\w+)/`,
    bytes: String.raw`preg_replace_callback('/\\\\\\\\([0-3][0-7]{2})/', static fn (array $match): string => chr(octdec($match[1])), $line)`,
  },
};
