// Writes table.ts: `node lib/kubernetes/api-fields/from-openapi.cjs 1.27.4=FILE 1.37.2=FILE`, oldest first, where each FILE is what
// `kubectl get --raw /openapi/v2` of an API server of that version answers (Apache-2.0, The Kubernetes Authors).
const { readFileSync, writeFileSync } = require('node:fs');

/** The kinds that stand in a namespace, and those of the cluster that a site has. */
const KINDS = {
  v1: [
    ...['ConfigMap', 'LimitRange', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodTemplate'],
    ...['ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  ],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding'],
};
const SCALARS = { string: 's', integer: 'i', number: 'n', boolean: 'b' };

const sources = process.argv.slice(2).map((argument) => argument.split('='));
const documents = sources.map(([, file]) => JSON.parse(readFileSync(file, 'utf8')).definitions);
const numbers = new Map();
const types = [];

/** The number of a definition's type: the fields of all versions, the newest one's word on each. */
function typeOf(name) {
  if (numbers.has(name)) return numbers.get(name);
  numbers.set(name, types.length);
  const fields = {};
  types.push(fields);
  for (const definitions of documents) {
    for (const [field, schema] of Object.entries(definitions[name]?.properties ?? {}))
      fields[field] = String(code(schema));
  }
  return numbers.get(name);
}

/** `s`, `[name]12`: a list of type 12, merged by its field `name`; `{}s`: texts by name; `*`: anything. */
function code(schema) {
  const name = schema.$ref?.replace('#/definitions/', '');
  if (name !== undefined) {
    const definition = documents.map((definitions) => definitions[name]).findLast((known) => known !== undefined);
    if (definition.properties !== undefined) return typeOf(name);
    return definition.type === 'string' && !/Quantity|IntOrString/.test(name) ? 's' : '*';
  }
  if (schema.type === 'array') {
    const merges = /(^|,)merge(,|$)/.test(schema['x-kubernetes-patch-strategy'] ?? '');
    const key = schema['x-kubernetes-patch-merge-key'] ?? (merges ? '.' : '');
    return `[${key}]${code(schema.items)}`;
  }
  if (schema.type === 'object') return schema.additionalProperties ? `{}${code(schema.additionalProperties)}` : '*';
  return SCALARS[schema.type] ?? '*';
}

const kinds = {};
for (const [apiVersion, names] of Object.entries(KINDS)) {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  for (const kind of names) {
    const isIt = (known) => known.group === group && known.version === version && known.kind === kind;
    const [name] = Object.entries(documents.at(-1)).find(([, definition]) =>
      (definition['x-kubernetes-group-version-kind'] ?? []).some(isIt),
    );
    const type = typeOf(name);
    delete types[type].status; // controllers write it
    kinds[`${apiVersion} ${kind}`] = type;
  }
}

writeFileSync(
  `${__dirname}/table.ts`,
  [
    `// Made by from-openapi.cjs from /openapi/v2 of Kubernetes ${sources.map(([version]) => version).join(' and ')}. Apache-2.0, The Kubernetes Authors.`,
    '',
    "/** The fields of Kubernetes' own kinds: a text, so that whoever needs none of them does not wait for it. */",
    `// biome-ignore format: one line`,
    `export const TABLE = '${JSON.stringify({ kinds, types })}';`,
    '',
  ].join('\n'),
);
