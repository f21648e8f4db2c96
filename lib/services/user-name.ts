import { text } from '../formats/formats';
import { says } from '../formats/shape';

/** Who logs in to a server outside the cluster. */
export const userName = text(
  (written) => /^[^\p{C}\s]{1,254}$/u.test(written),
  says('is not the name of a user', '1 to 254 characters without spaces', 'write it as the provider does'),
);
