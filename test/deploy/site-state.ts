import { releasesIn } from '../../cli/history/release-record';
import type { TestSite } from './test-site';

/** An object of the cluster. */
interface Live {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly uid: string; readonly [field: string]: unknown };
  readonly data?: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: objects of any kind
  readonly spec?: any;
  readonly [field: string]: unknown;
}

const KINDS = [
  ...['serviceaccounts', 'configmaps', 'secrets', 'services', 'persistentvolumeclaims'],
  ...['deployments', 'statefulsets', 'cronjobs', 'jobs'],
  ...['networkpolicies', 'ingresses', 'poddisruptionbudgets', 'horizontalpodautoscalers'],
];

/** What must outlive everything, by kind and name: claims, their volumes and the secrets, as the objects that they are. */
export async function dataOf(site: TestSite): Promise<Record<string, unknown>> {
  const { items }: { items: Live[] } = await site.get('secrets,persistentvolumeclaims');
  const volumes: { items: Live[] } = await site.get('persistentvolumes');
  const own = volumes.items.filter(({ spec }) => spec.claimRef?.namespace === site.namespace);
  return Object.fromEntries(
    [...items, ...own].map(({ kind, metadata, data, spec }) => [
      `${kind}/${metadata.name}`,
      { uid: metadata.uid, data, volume: spec?.volumeName, going: metadata.deletionTimestamp },
    ]),
  );
}

/**
 * What a deploy has left, by kind and name, without what differs from one site to another: so that two sites of the same
 * definition can be compared. Releases of other versions are left out.
 */
export async function stateOf(site: TestSite, folder: { readonly job: string }): Promise<Record<string, unknown>> {
  const { items }: { items: Live[] } = await site.get(KINDS.join(','));
  const namespace: Live = await site.get('namespace', site.namespace);
  return Object.fromEntries(
    [namespace, ...items]
      .filter(({ kind, metadata }) => kind !== 'Job' || metadata.name === folder.job)
      .filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt')
      .map((object) => [nameless(`${object.kind}/${object.metadata.name}`, site), normalised(object, site)]),
  );
}

function nameless(text: string, { namespace }: TestSite): string {
  const site = namespace.replace(/-live$/, '');
  return text
    .replaceAll(namespace, 'NAMESPACE')
    .replaceAll(site, 'SITE')
    .replaceAll(/applyset-[\w-]+-v1/g, 'APPLYSET')
    .replaceAll(/(release[-=][a-z0-9-]+)-[0-9a-f]{5}/g, '$1-HASH');
}

function normalised(object: Live, site: TestSite): unknown {
  const { kind, metadata, status: _status, data: _data, binaryData: _binary, spec, ...rest } = object;
  const {
    name,
    labels,
    annotations = {},
    ownerReferences,
  } = metadata as unknown as {
    name: string;
    labels?: object;
    annotations?: Record<string, string>;
    ownerReferences?: object;
  };
  const own = Object.entries(annotations).filter(([key]) => !VOLATILE.test(key));
  const text = JSON.stringify({
    ...rest,
    kind,
    name,
    labels,
    annotations: Object.fromEntries(own.sort()),
    ownerReferences,
    data: dataOfKind(object, name),
    spec: specOf(spec),
  });
  const plain = nameless(text, site).replaceAll(/"[^"]*(controller-uid|job-uid)[^"]*":"[^"]*",?/g, '');
  return JSON.parse(plain.replaceAll(',}', '}'));
}

const VOLATILE =
  /^(deployment\.kubernetes\.io\/revision|pv\.kubernetes\.io|volume\.|batch\.kubernetes\.io|applyset\.kubernetes\.io\/tooling)/;

/** Of secrets the keys: their values are compared as they are, within one site. Of releases the newest. */
function dataOfKind(object: Live, name: string): unknown {
  const { kind, data } = object;
  if (data === undefined) return undefined;
  if (kind === 'Secret') return Object.keys(data).sort();
  if (name !== 'cdk8s-drupal-releases') return data;
  const [newest] = releasesIn(object);
  return { image: newest?.image, web: newest?.web };
}

function specOf(spec: Live['spec']): unknown {
  if (spec === undefined) return undefined;
  const { clusterIP: _ip, clusterIPs: _ips, volumeName: _volume, selector, ...rest } = spec;
  const matchLabels = { ...selector?.matchLabels };
  for (const key of Object.keys(matchLabels)) if (key.includes('controller-uid')) delete matchLabels[key];
  return { ...rest, selector: selector?.matchLabels ? { ...selector, matchLabels } : selector };
}
