import { concealed } from './concealed';
import { findSecrets } from './find-secrets';

/** A text without what in it is a secret by its look: for whoever reads a message, or the log of a job that holds it. */
export function concealSecrets(text: string): string {
  return concealed(
    text,
    findSecrets(text).sort((one, other) => one.start - other.start),
  );
}
