import type { DatabaseEngine } from './engine';

/**
 * Errors that are the server's and not the statement's, so that what they say is nobody's content: a full disk, a packet or a right
 * that is missing, an unknown collation, a connection that is lost, a trigger beside a binary log, a table without a primary key.
 */
const SAID = [1114, 1153, 1227, 1273, 1419, 2006, 2013, 3750].map((code) => `${code} `).join(String.raw`\|`);

/** MySQL and MariaDB. */
export const MYSQL: DatabaseEngine = {
  denied: String.raw`Access denied\|certificate\|SSL is required`,
  refused: String.raw`refused() { sed -n -e '/^ERROR \(${SAID}\)/{p;d;}' -e 's/^\(ERROR [0-9]* ([0-9A-Z]*)\)\( at line [0-9]*\)\{0,1\}.*/\1\2/p' /work/refused | tail -n 1; }`,
  versions: String.raw`make() { case $1 in *MariaDB*) echo MariaDB ;; *) echo MySQL ;; esac; }
series() { printf '%s' "$1" | sed 's/^\([0-9]*\)\.\([0-9]*\).*/\1 \2/' | { read -r major minor; echo $((major * 1000 + minor)); }; }`,
  replaceKeyValue: (collection, name, value) =>
    `REPLACE INTO key_value (collection, name, value) VALUES ('${collection}', '${name}', '${value}')`,
  dumped: {
    table: String.raw`/^(?:INSERT INTO|COPY) \W?(\w+)/`,
    bytes: `preg_replace_callback('/0x([0-9a-f]{12,})/i', static fn (array $match): string => strlen($match[1]) % 2 ? $match[0] : hex2bin($match[1]), $line)`,
  },
};
