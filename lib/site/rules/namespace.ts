import type { SiteRule } from './rule';

const LONGEST = 63;

/** The namespace, made of both names, is a DNS label too. */
const namespace: SiteRule = ({ name }, environment) => {
  if (name === undefined) return [];
  const joined = `${name}-${environment}`;
  if (joined.length <= LONGEST) return [];
  return [
    {
      path: 'name',
      value: name,
      message: `does not fit: the namespace would be ${joined}, of ${joined.length} characters`,
      allowed: `${LONGEST} characters for name and environment together with a hyphen`,
      todo: `shorten one of them by ${joined.length - LONGEST}`,
    },
  ];
};

export default namespace;
