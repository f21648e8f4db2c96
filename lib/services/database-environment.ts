/** The part of the environment contract that concerns the database; Flight Deck's images know the same names. */
export function databaseEnvironment(to: {
  host: string;
  port: number;
  name: string;
  user: string;
  passwordFile: string;
}): Record<string, string> {
  return {
    MYSQL_HOST: to.host,
    MYSQL_PORT: String(to.port),
    MYSQL_NAME: to.name,
    MYSQL_USER: to.user,
    MYSQL_PASS_FILE: to.passwordFile,
  };
}
