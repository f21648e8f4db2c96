import { instanceOf } from '../../contract/instance';
import { isReservedNamespace, UNRESERVED } from '../reserved-namespaces';
import type { SiteCheck } from './check';

/** The namespace is not one that the cluster itself needs. */
const reservedNamespace: SiteCheck = ({ name }, environment) => {
  if (name === undefined || !isReservedNamespace(instanceOf(name, environment))) return [];
  return [
    {
      path: 'name',
      value: name,
      message: `and the environment ${environment} give the namespace ${instanceOf(name, environment)}, which is reserved`,
      allowed: UNRESERVED,
      fix: 'rename the site or the environment',
    },
  ];
};

export default reservedNamespace;
