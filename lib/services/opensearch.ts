import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { object } from '../formats/shape';
import { chartInstance } from '../kubernetes/labels';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources } from '../kubernetes/resources';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import type { PodPlacement } from '../site/pod';
import { serverEntries, serverProblems } from './server-props';
import { type ServerPlacement, StatefulServer } from './stateful-server';

export interface OpenSearchProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 5Gi
   */
  readonly size?: Size;
  /**
   * The image: OpenSearch's official one, or one with the same folders and programs, such as one with further plugins.
   * @default opensearchproject/opensearch:3.6.0
   */
  readonly image?: string;
  /**
   * The version that runs now, such as `2.19`, if the image is to become one of a newer major version: there is no way back.
   * Once the upgrade has happened it has no effect.
   * @default - the major version does not change
   */
  readonly upgradeFrom?: string;
  /**
   * What the server asks for and where it is stopped; half of the memory limit is for Java's heap.
   * @default - 250m and 1536Mi reserved, killed at 2Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

const PORT = 9200;
/** A whole version: a server refuses the data of any newer one, and a tag such as 3 may be an older one on another node. */
const IMAGE = 'opensearchproject/opensearch:3.6.0';
/** The image's own user: nobody else may read its configuration. */
const IDENTITY = { user: 1000, group: 1000 };
const RESOURCES: CompleteResources = {
  cpu: '250m',
  memory: '1536Mi',
  memoryLimit: '2Gi',
  ephemeralStorage: '128Mi',
  ephemeralStorageLimit: '1Gi',
};
const SCHEMA = object(serverEntries);

const HOME = '/usr/share/opensearch';
const CONFIG = '/tmp/config';
const SETTINGS = [
  '-Ediscovery.type=single-node',
  '-Enode.store.allow_mmap=false', // else the node of the cluster needs another vm.max_map_count
  '-Enetwork.host=0.0.0.0',
  '-Etransport.host=_local_', // no other server joins
];

/**
 * The server writes to its configuration's folder when it starts, and the root is read-only, so it gets a copy. In place of the
 * image's entrypoint, which names the folder itself, and which does not pass on the signal to end in images of 2.
 */
const START = [
  'set -e',
  `rm -rf ${CONFIG}`,
  `cp -r ${HOME}/config ${CONFIG}`,
  `export OPENSEARCH_PATH_CONF=${CONFIG}`,
  `if [ -d ${HOME}/plugins/opensearch-security ]; then set -- -Eplugins.security.disabled=true; fi`,
  `exec ${HOME}/bin/opensearch ${SETTINGS.join(' ')} "$@"`,
].join('\n');

/**
 * One OpenSearch server in the cluster, with a volume that outlives it. It asks for no login: network policies let Drupal in and
 * nobody else.
 * @see https://docs.opensearch.org/latest/install-and-configure/install-opensearch/docker/
 */
export class OpenSearch extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'opensearch';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: OpenSearchProps): Problem[] {
    return serverProblems(SCHEMA, props, RESOURCES);
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong */
  constructor(scope: Construct, id: string, props: OpenSearchProps & ServerPlacement = {}) {
    super(scope, id);
    const { storageClass, serviceAccount, ...own } = props;
    assertNone(`OpenSearch ${id}`, OpenSearch.problems(own));
    const resources = complete(own.resources, RESOURCES);
    new StatefulServer(this, id, {
      application: OpenSearch.APPLICATION,
      component: 'search',
      image: own.image ?? IMAGE,
      upgradeFrom: own.upgradeFrom,
      identity: IDENTITY,
      port: { name: 'http', number: PORT },
      size: own.size ?? '5Gi',
      data: { mountPath: `${HOME}/data` },
      scratch: { '/tmp': '512Mi', [`${HOME}/logs`]: '64Mi' },
      resources,
      container: container(mebibytes(resources.memoryLimit) ?? 0),
      placement: own.pod,
      storageClass,
      serviceAccount,
    });
    this.binding = {
      env: { OPENSEARCH_URL: `http://${id}:${PORT}` },
      connectsTo: [
        {
          kind: 'pods',
          application: OpenSearch.APPLICATION,
          instance: chartInstance(this),
          service: id,
          ports: [PORT],
        },
      ],
      backup: { kind: 'none' }, // Drupal makes the index anew
    };
  }
}

function container(memoryLimit: number): Partial<k8s.Container> {
  const port = k8s.IntOrString.fromString('http');
  // Whatever the colour: one index that is broken leaves the others to their visitors.
  const answers = { httpGet: { path: '/_cluster/health?local=true', port }, timeoutSeconds: 5 };
  // A server answers before it has found its indexes: asked then, it has none, and Drupal would make new ones.
  const opened = '/_cluster/health?wait_for_events=languid&wait_for_no_initializing_shards=true&timeout=3s';
  return {
    command: ['bash', '-c', START],
    env: [{ name: 'OPENSEARCH_JAVA_OPTS', value: javaOptions(Math.floor(memoryLimit / 2)).join(' ') }],
    startupProbe: { httpGet: { path: opened, port }, timeoutSeconds: 5, periodSeconds: 5, failureThreshold: 120 },
    readinessProbe: { ...answers, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

/** Besides the image's own, which set a heap of 1 GiB, and write dumps of it to the volume and a log of up to 2 GiB. */
function javaOptions(heap: number): string[] {
  return [
    `-Xms${heap}m`,
    `-Xmx${heap}m`,
    '-XX:-HeapDumpOnOutOfMemoryError',
    '-Xlog:disable',
    '-Xlog:all=warning:stderr:utctime,level,tags',
    '-Dopensearch.cgroups.hierarchy.override=/', // as the image's entrypoint: a container sees its own limits there
  ];
}
