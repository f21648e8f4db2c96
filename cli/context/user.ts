/** Who runs a command, as others are told. */
export function userOf({ GITLAB_USER_LOGIN, USER }: NodeJS.ProcessEnv): string {
  return GITLAB_USER_LOGIN ?? USER ?? 'someone';
}
