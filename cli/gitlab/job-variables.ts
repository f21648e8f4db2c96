import { Refusal } from '../context/refusal';

/** The values of variables of a GitLab job. @throws Refusal that names all that are missing */
export function jobVariables<Name extends string>(
  variables: NodeJS.ProcessEnv,
  names: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const missing = Object.entries<string>(names).filter(([name]) => !variables[name]);
  if (missing.length > 0) {
    throw new Refusal(
      'this command runs in a job of GitLab CI',
      missing.map(([name, use]) => `the variable ${name} is not set: ${use}`),
    );
  }
  return Object.fromEntries(Object.keys(names).map((name) => [name, variables[name]])) as Record<Name, string>;
}
