/** The part of the environment contract that concerns the database; of the names with MYSQL, Flight Deck's images know the same. */
export function databaseEnvironment(
  engine: 'MYSQL' | 'PGSQL',
  to: { host: string; port: number; name: string; user: string; passwordFile: string },
): Record<string, string> {
  return {
    [`${engine}_HOST`]: to.host,
    [`${engine}_PORT`]: String(to.port),
    [`${engine}_NAME`]: to.name,
    [`${engine}_USER`]: to.user,
    [`${engine}_PASS_FILE`]: to.passwordFile,
  };
}
