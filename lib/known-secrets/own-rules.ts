import type { TokenRule } from './gitleaks-rules';

/** What gitleaks' rules need a whole file for, or leave out. */
export const OWN_RULES: readonly TokenRule[] = [
  ['private-key', '-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----', 0, ['private key']],
  [
    'password-in-url',
    '\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s/?#:@\'"<>]{0,200}:([^\\s/?#@\'"<>]{1,500})@',
    0,
    ['://'],
  ],
  // Any kind of GitLab's tokens and however long: new kinds come with new versions.
  ['gitlab-token', '\\bgl[a-z]{2,8}-[A-Za-z0-9_-]{16,}', 3, ['gl']],
  ['digitalocean-token', '\\bdo[opr]_v1_[a-f0-9]{16,}', 0, ['_v1_']],
];
