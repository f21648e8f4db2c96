import { SECRET } from '../contract/secret-names';

/** The Secrets of the site itself, into which those of a service would be mixed. */
export const OWN_SECRETS: readonly string[] = Object.values(SECRET).sort();
