import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { labels, type Part, selectorLabels } from '../kubernetes/labels';
import type { Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources, resourceRequirements } from '../kubernetes/resources';
import { NOBODY_ON_THE_NODE, restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { blockClaim, lockedPod, scratch } from '../kubernetes/workload';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import { imageReference, resources, size } from '../site/formats';
import { object, problemsOf, says } from '../site/shape';
import { imageProblems, resourceProblems, versionOf } from './service-input';

export interface SolrProps {
  /**
   * The size of the volume, which can grow and never shrink.
   * @default 5Gi
   */
  readonly size?: Size;
  /**
   * The folder of the site's image that holds the core's configuration, from the docroot's parent folder on or absolute:
   * what the module Search API Solr generates.
   * @default - Solr's own default configuration
   */
  readonly configset?: string;
  /**
   * The image: Solr's official one, or one with the same programs.
   * @default solr:9
   */
  readonly image?: string;
  /**
   * What the server asks for and where it is stopped; half of the memory limit is for Java's heap.
   * @default - 100m and 768Mi reserved, killed at 1536Mi, no processor limit
   */
  readonly resources?: Resources;
}

/** What Solr needs to know of the site and its cluster. */
export interface SolrPlacement {
  /**
   * The storage class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The ServiceAccount, which has no rights and no token.
   * @default - the namespace's own
   */
  readonly serviceAccount?: string;
  /** The site's image, which carries the configset. */
  readonly siteImage?: string;
  /**
   * The Secret by which nodes pull the site's image.
   * @default - none: the image is public
   */
  readonly pullSecret?: string;
}

const PORT = 8983;
const CORE = 'drupal';
const IMAGE = 'solr:9';
const CONFIGSET = '/configset';
const RESOURCES: CompleteResources = {
  cpu: '100m',
  memory: '768Mi',
  memoryLimit: '1536Mi',
  ephemeralStorage: '128Mi',
  ephemeralStorageLimit: '1Gi',
};
const SCHEMA = object({
  size: v.optional(size),
  configset: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^\/?[\w.-]+(\/[\w.-]+)*$/,
        says('is not a folder', 'a path such as solr-conf or /var/www/solr-conf, without spaces'),
      ),
    ),
  ),
  image: v.optional(imageReference),
  resources: v.optional(resources),
});

/** A release brings its configuration along: it takes the place of the core's, and the core is made if there is none. */
const CORE_CONF = `/var/solr/data/${CORE}/conf`;
const START = `if [ -d ${CORE_CONF} ]; then cp -r ${CONFIGSET}/conf/. ${CORE_CONF}/; fi; exec solr-precreate ${CORE} ${CONFIGSET}`;

/**
 * One Solr server in the cluster with a core named drupal, and a volume that outlives it.
 * @see https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html
 */
export class Solr extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'solr';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: SolrProps): Problem[] {
    return [
      ...problemsOf(SCHEMA, props),
      ...imageProblems(props.image),
      ...resourceProblems(props.resources, RESOURCES),
    ];
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong, or a configset is named without the image that carries it */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SolrProps & SolrPlacement = {},
  ) {
    super(scope, id);
    const {
      storageClass: _storageClass,
      serviceAccount: _serviceAccount,
      siteImage,
      pullSecret: _pullSecret,
      ...own
    } = props;
    const hasNoSource = own.configset !== undefined && siteImage === undefined;
    assertNone(`Solr ${id}`, [
      ...Solr.problems(own),
      ...(hasNoSource
        ? [{ path: 'siteImage', message: 'is missing', allowed: 'the image that carries the configset' }]
        : []),
    ]);
    this.addService();
    this.addStatefulSet();
    this.binding = {
      env: { SOLR_HOST: id, SOLR_PORT: String(PORT), SOLR_CORE: CORE },
      connectsTo: [{ kind: 'pods', application: Solr.APPLICATION, service: id, ports: [PORT] }],
    };
  }

  private get image(): string {
    return this.props.image ?? IMAGE;
  }

  private get part(): Part {
    return { name: Solr.APPLICATION, component: 'search', version: versionOf(this.image) };
  }

  private get metadata(): k8s.ObjectMeta {
    return { name: this.node.id, labels: labels(this, this.part) };
  }

  private addService(): void {
    new k8s.KubeService(this, 'Service', {
      metadata: this.metadata,
      spec: {
        clusterIp: 'None',
        selector: selectorLabels(this, this.part),
        ports: [{ name: 'solr', port: PORT, targetPort: k8s.IntOrString.fromString('solr') }],
      },
    });
  }

  private addStatefulSet(): void {
    const { size: storage = '5Gi', storageClass, serviceAccount, pullSecret, configset } = this.props;
    const folders = scratch({ '/tmp': '512Mi', ...(configset === undefined ? {} : { [CONFIGSET]: '16Mi' }) });
    const selector = selectorLabels(this, this.part);
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: this.metadata,
      spec: {
        serviceName: this.node.id,
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: {
          metadata: { labels: this.metadata.labels },
          spec: {
            ...lockedPod(serviceAccount),
            imagePullSecrets: configset === undefined || pullSecret === undefined ? undefined : [{ name: pullSecret }],
            terminationGracePeriodSeconds: 120,
            securityContext: restrictedPod(NOBODY_ON_THE_NODE),
            initContainers:
              configset === undefined ? undefined : [this.configsetContainer(configset, folders.volumeMounts)],
            containers: [this.container(folders.volumeMounts)],
            volumes: folders.volumes,
          },
        },
        volumeClaimTemplates: [
          { metadata: { name: 'data', labels: selector }, spec: blockClaim(storage, storageClass) },
        ],
      },
    });
  }

  private configsetContainer(configset: string, volumeMounts: k8s.VolumeMount[]): k8s.Container {
    const folder = configset.startsWith('/') ? configset : `/var/www/${configset}`;
    return {
      name: 'configset',
      image: this.props.siteImage,
      imagePullPolicy: 'IfNotPresent',
      command: [
        'sh',
        '-c',
        `if [ -d ${folder}/conf ]; then cp -r ${folder}/conf ${CONFIGSET}/; else cp -r ${folder} ${CONFIGSET}/conf; fi`,
      ],
      resources: resourceRequirements({
        cpu: '10m',
        memory: '32Mi',
        memoryLimit: '128Mi',
        ephemeralStorage: '32Mi',
        ephemeralStorageLimit: '128Mi',
      }),
      securityContext: restrictedContainer(),
      volumeMounts: volumeMounts.filter(({ mountPath }) => mountPath === CONFIGSET),
    };
  }

  private container(volumeMounts: k8s.VolumeMount[]): k8s.Container {
    const port = k8s.IntOrString.fromString('solr');
    return {
      name: Solr.APPLICATION,
      image: this.image,
      imagePullPolicy: 'IfNotPresent',
      args: this.props.configset === undefined ? ['solr-precreate', CORE] : ['bash', '-c', START],
      env: [{ name: 'SOLR_JAVA_MEM', value: '-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50' }],
      ports: [{ name: 'solr', containerPort: PORT }],
      resources: resourceRequirements(complete(this.props.resources, RESOURCES)),
      securityContext: restrictedContainer(),
      startupProbe: {
        httpGet: { path: `/solr/${CORE}/admin/ping`, port },
        periodSeconds: 5,
        timeoutSeconds: 5,
        failureThreshold: 60,
      },
      readinessProbe: {
        httpGet: { path: `/solr/${CORE}/admin/ping`, port },
        periodSeconds: 10,
        timeoutSeconds: 5,
        failureThreshold: 3,
      },
      livenessProbe: { tcpSocket: { port }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
      volumeMounts: [{ name: 'data', mountPath: '/var/solr' }, ...volumeMounts],
    };
  }
}
