import { own } from './scaffold';

const JOB = /^\$\[\[ inputs\.job-prefix \]\]([a-z-]+)(\$\[\[ inputs\.name \]\])?:$/gm;

/** The names of the components' jobs, out of the components themselves. Those of an environment end with its name. */
export function jobNames(environment: string): string[] {
  return ['site.yml', 'environment.yml'].flatMap((file) =>
    [...own('templates', file).matchAll(JOB)].map(([, name, named]) => `${name}${named ? environment : ''}`),
  );
}
