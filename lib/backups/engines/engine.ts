/** What the scripts of backups have to know of a kind of database, beside its client. */
export interface DatabaseEngine {
  /** What a client says if the login is not taken, as grep looks for it. */
  readonly denied: string;
  /**
   * Lines of shell that define `refused`: why the client has not loaded a dump, by what it said in /work/refused. It shows the
   * statement as well, which is content of the site and for no log.
   */
  readonly refused: string;
  /** Lines of shell that define `make` and `series`: of a version of a server its make, and its series as a number. */
  readonly versions: string;
  /** A statement that puts a row with such values into the place of the one that `key_value` may have. */
  readonly replaceKeyValue: (collection: string, name: string, value: string) => string;
  /** How rows stand in a dump, for PHP that looks through it. */
  readonly dumped: {
    /** A regular expression that finds the table in a line with which its rows begin, or a row. */
    readonly table: string;
    /** A call that makes what was stored of the columns of bytes in `$line`. */
    readonly bytes: string;
  };
}
