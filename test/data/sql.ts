import { DATABASE } from '../recipe/database';

/** What the databases say in words of their own. */
export interface Sql {
  /** Statements before those that use the other words. */
  readonly before: string;
  /** The type of a column that counts by itself, as a key. */
  readonly counter: string;
  readonly bytes: string;
  /** The type of a text of any length. */
  readonly text: string;
  /** Bytes, which are given in hexadecimal digits. */
  readonly literal: (hex: string) => string;
  /** A name with a space in it. */
  readonly quoted: (name: string) => string;
  /** A table of the numbers from 1, in the column `n`. */
  readonly numbers: (to: number) => string;
  /** 80 kB that do not compress away, different for each value of `nid`. */
  readonly noise: string;
  /** Lets a statement take its time. */
  readonly sleep: (seconds: number) => string;
  /** The names of all tables and views, a row each. */
  readonly tables: string;
  /** The name of each table with a checksum of its rows. */
  readonly checksums: (names: readonly string[]) => string;
  /** Drops tables, whatever depends on them. */
  readonly drop: (names: string) => string;
}

const MARIADB: Sql = {
  before: '',
  counter: 'INT AUTO_INCREMENT',
  bytes: 'LONGBLOB',
  text: 'LONGTEXT',
  literal: (hex) => `x'${hex}'`,
  quoted: (name) => `\`${name}\``,
  numbers: (to) => `(SELECT seq AS n FROM seq_1_to_${to}) AS numbers`,
  noise: "(SELECT GROUP_CONCAT(SHA2(CONCAT(nid, '-', seq), 512) SEPARATOR '') FROM seq_1_to_640)",
  sleep: (seconds) => `SELECT SLEEP(${seconds})`,
  tables: 'SHOW TABLES',
  checksums: (names) => `CHECKSUM TABLE ${names.map((name) => `\`${name}\``).join(', ')}`,
  drop: (names) => `SET FOREIGN_KEY_CHECKS = 0; DROP TABLE ${names}`,
};

const COUNTED = (to: number) =>
  `(WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${to}) SELECT n FROM counted) AS numbers`;

const MYSQL: Sql = {
  ...MARIADB,
  before: 'SET SESSION cte_max_recursion_depth = 100000, group_concat_max_len = 1000000;',
  numbers: COUNTED,
  noise: `(SELECT GROUP_CONCAT(SHA2(CONCAT(nid, '-', n), 512) SEPARATOR '') FROM ${COUNTED(640)})`,
};

const POSTGRESQL: Sql = {
  before: '',
  counter: 'SERIAL',
  bytes: 'BYTEA',
  text: 'TEXT',
  literal: (hex) => `'\\x${hex}'`,
  quoted: (name) => `"${name}"`,
  numbers: (to) => `generate_series(1, ${to}) AS numbers (n)`,
  noise:
    "(SELECT string_agg(encode(sha512(convert_to(nid || '-' || n, 'UTF8')), 'hex'), '') FROM generate_series(1, 640) AS numbers (n))",
  sleep: (seconds) => `SELECT pg_sleep(${seconds})`,
  tables:
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace ORDER BY 1",
  checksums: (names) =>
    names
      .map((name) => `SELECT '${name}', md5(string_agg(md5(one::text), '' ORDER BY one::text)) FROM "${name}" AS one`)
      .join(' UNION ALL '),
  drop: (names) => `SET client_min_messages = warning; DROP TABLE ${names} CASCADE`,
};

/** Each database's. */
export const WORDS = { mariadb: MARIADB, mysql: MYSQL, postgresql: POSTGRESQL } as const;

export type SqlName = keyof typeof WORDS;

export const SQL: Sql = WORDS[DATABASE.name];
