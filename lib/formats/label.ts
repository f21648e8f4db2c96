import * as v from 'valibot';
import { isDnsLabel } from './dns';
import { text } from './formats';
import { says } from './shape';

/** Labels, annotations and what else is written as Kubernetes' qualified names. */

const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** `NAME` or `PREFIX/NAME`. */
export const qualifiedName = text(
  (written) => {
    const [name = '', prefix, ...more] = written.split('/').reverse();
    const isPrefix = prefix === undefined || (prefix.length <= 253 && prefix.split('.').every(isDnsLabel));
    return more.length === 0 && isPrefix && NAME.test(name);
  },
  says(
    'is not a name that Kubernetes takes',
    'letters, digits, hyphens, dots and underscores, 63 at most, after a DNS name and a slash if need be',
    'write it as kubectl shows it',
  ),
);

export const labelValue = text(
  (written) => written === '' || NAME.test(written),
  says(
    'is not the value of a label',
    'letters, digits, hyphens, dots and underscores, 63 at most, a letter or digit at both ends',
    'shorten or change it; numbers and true are written in quotes',
  ),
);

/** Labels that controllers, policies and deploys find pods by. */
const RESERVED_LABELS = [
  'acme.cert-manager.io/',
  'app.kubernetes.io/',
  'applyset.kubernetes.io/',
  'apps.kubernetes.io/',
  'batch.kubernetes.io/',
  'cdk8s-drupal/',
  'statefulset.kubernetes.io/',
];
const CONTROLLERS_OWN = ['controller-revision-hash', 'controller-uid', 'job-name', 'pod-template-hash'];

/** The key of a label that a site may set on pods. */
export const ownLabel = v.pipe(
  qualifiedName,
  v.check(
    (key) => !RESERVED_LABELS.some((prefix) => key.startsWith(prefix)) && !CONTROLLERS_OWN.includes(key),
    says(
      'is a label by which Services, network policies, controllers or deploys find pods',
      `names that do not begin with ${RESERVED_LABELS.join(', ')}`,
      'choose a name of your own, such as example.com/team',
    ),
  ),
);

/** Prefixes of annotations that Kubernetes has retired or keeps for itself, and of our own. */
const RESERVED_ANNOTATIONS =
  /^(cdk8s-drupal\/|kubectl\.kubernetes\.io\/|kubernetes\.io\/|[^/]*\b(alpha|beta)\.kubernetes\.io\/)/;

/** The key of an annotation that a site may set on pods. */
export const ownAnnotation = v.pipe(
  qualifiedName,
  v.check(
    (key) => !RESERVED_ANNOTATIONS.test(key),
    says(
      'is an annotation that Kubernetes, kubectl or deploys keep for themselves, or one that is retired',
      'any other, such as prometheus.io/scrape',
      'leave it out; what it stood for is a field of the pod by now',
    ),
  ),
);
