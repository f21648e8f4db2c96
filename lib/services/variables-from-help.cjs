// Writes mariadb-variables.ts: `mariadbd --no-defaults --verbose --help | node lib/services/variables-from-help.cjs`.
const { readFileSync, writeFileSync } = require('node:fs');

const help = readFileSync(0, 'utf8');
const [, version] = /Ver (\S+?)-MariaDB/.exec(help);
const [, table] = /^Variables \(--variable-name=value\)[^\n]*\n[^\n]*\n([\s\S]*?)\n\n/m.exec(help);
const names = table.split('\n').flatMap((line) => /^[a-z][\w-]*/.exec(line) ?? []);
const lines = names
  .join(' ')
  .match(/.{1,116}(?: |$)/g)
  .map((line, index, all) => `  '${line}'${index < all.length - 1 ? ' +' : ''}`);

writeFileSync(
  `${__dirname}/mariadb-variables.ts`,
  [
    `// Made by variables-from-help.cjs from the help of mariadbd ${version}.`,
    '',
    '/** The settings that MariaDB knows, as its command line spells them. */',
    '// biome-ignore format: as many as fit on a line',
    'export const MARIADB_VARIABLES: readonly string[] = (',
    ...lines,
    ").split(' ');",
    '',
  ].join('\n'),
);
