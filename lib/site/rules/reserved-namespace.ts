import { isReservedNamespace, UNRESERVED } from '../reserved-namespaces';
import type { SiteRule } from './rule';

/** The namespace is not one that the cluster itself needs. */
const reservedNamespace: SiteRule = ({ name }, environment) => {
  if (name === undefined || !isReservedNamespace(`${name}-${environment}`)) return [];
  return [
    {
      path: 'name',
      value: name,
      message: `and the environment ${environment} give the namespace ${name}-${environment}, which is reserved`,
      allowed: UNRESERVED,
      todo: 'rename the site or the environment',
    },
  ];
};

export default reservedNamespace;
