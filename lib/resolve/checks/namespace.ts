import { instanceOf } from '../../contract/instance';
import type { SiteCheck } from './check';

const LONGEST = 63;

/** The namespace, made of both names, is a DNS label too. */
const namespace: SiteCheck = ({ name }, environment) => {
  if (name === undefined) return [];
  const joined = instanceOf(name, environment);
  if (joined.length <= LONGEST) return [];
  return [
    {
      path: 'name',
      value: name,
      message: `does not fit: the namespace would be ${joined}, of ${joined.length} characters`,
      allowed: `${LONGEST} characters for name and environment together with a hyphen`,
      fix: `shorten one of them by ${joined.length - LONGEST}`,
    },
  ];
};

export default namespace;
