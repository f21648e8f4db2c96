import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { object } from '../formats/shape';
import { chartInstance } from '../kubernetes/labels';
import type { Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources, resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer } from '../kubernetes/restricted';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import type { PodPlacement } from '../site/pod';
import { serverEntries, serverProblems } from './server-props';
import { CONFIGSET, copyConfigset, USE_MODULES } from './solr-configset';
import {
  allAnswer,
  configset,
  copyConfigsets,
  cores,
  coresProblems,
  hasConfigset,
  type SolrCores,
  startCores,
} from './solr-cores';
import { type ServerPlacement, StatefulServer, type StatefulServerProps } from './stateful-server';

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
   * Several cores, by their names. A server of Search API gets the one that its exported configuration names, or that is called
   * like it; all others get the first.
   * @default - one core named drupal, with `configset`
   */
  readonly cores?: SolrCores;
  /**
   * The image: Solr's official one, or one with the same programs.
   * @default solr:9
   */
  readonly image?: string;
  /**
   * The version that runs now, such as `9.8`, if the image is to become one of a newer major version: there is no way back.
   * Once the upgrade has happened it has no effect.
   * @default - the major version does not change
   */
  readonly upgradeFrom?: string;
  /**
   * What the server asks for and where it is stopped; half of the memory limit is for Java's heap.
   * @default - 100m and 768Mi reserved, killed at 1536Mi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

/** What Solr needs to know of the site and its cluster. */
export interface SolrPlacement extends ServerPlacement {
  /**
   * The site's image, which carries the configset.
   * @default - none: needed with a configset
   */
  readonly siteImage?: string;
  /**
   * The Secret by which nodes pull the site's image.
   * @default - none: the image is public
   */
  readonly pullSecret?: string;
  /**
   * The Secret by which nodes pull Solr's image, where it is in another registry.
   * @default - none: the image is public, or in the site's registry
   */
  readonly servicesPullSecret?: string;
}

const PORT = 8983;
const CORE = 'drupal';
const IMAGE = 'solr:9';
const CONFIGSET_MOUNT = { name: 'configset', mountPath: CONFIGSET };
const RESOURCES: CompleteResources = {
  cpu: '100m',
  memory: '768Mi',
  memoryLimit: '1536Mi',
  ephemeralStorage: '128Mi',
  ephemeralStorageLimit: '1Gi',
};
const COPY_RESOURCES: CompleteResources = {
  cpu: '10m',
  memory: '32Mi',
  memoryLimit: '128Mi',
  ephemeralStorage: '32Mi',
  ephemeralStorageLimit: '128Mi',
};
const SCHEMA = object({
  ...serverEntries,
  configset: v.optional(configset),
  cores: v.optional(cores),
});

/** A release brings its configuration along: it takes the place of the core's, and the core is made if there is none. */
const CORE_CONF = `/var/solr/data/${CORE}/conf`;
const START = `if [ -d ${CORE_CONF} ]; then cp -r ${CONFIGSET}/conf/. ${CORE_CONF}/; fi; ${USE_MODULES}; exec solr-precreate ${CORE} ${CONFIGSET}`;

/**
 * One Solr server in the cluster with a core named drupal, or with cores of other names, and a volume that outlives it.
 * @see https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html
 */
export class Solr extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'solr';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: SolrProps): Problem[] {
    return [...serverProblems(SCHEMA, props, RESOURCES), ...coresProblems(props)];
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong, or a configset is named without the image that carries it */
  constructor(scope: Construct, id: string, props: SolrProps & SolrPlacement = {}) {
    super(scope, id);
    const { storageClass, serviceAccount, siteImage, pullSecret, servicesPullSecret, ...own } = props;
    const hasNoSource = hasConfigset(own) && siteImage === undefined;
    assertNone(`Solr ${id}`, [
      ...Solr.problems(own),
      ...(hasNoSource
        ? [
            {
              path: 'siteImage',
              message: 'is missing',
              allowed: 'the image that carries the configset',
              fix: 'add it, or take configset out',
            },
          ]
        : []),
    ]);
    new StatefulServer(this, id, {
      application: Solr.APPLICATION,
      component: 'search',
      image: own.image ?? IMAGE,
      upgradeFrom: own.upgradeFrom,
      port: { name: 'solr', number: PORT },
      size: own.size ?? '5Gi',
      data: { mountPath: '/var/solr' },
      scratch: { '/tmp': '512Mi' },
      resources: complete(own.resources, RESOURCES),
      container: container(own),
      pod: hasConfigset(own) ? configsetPod(copyOf(own), siteImage, [pullSecret, servicesPullSecret]) : {},
      placement: own.pod,
      storageClass,
      serviceAccount,
    });
    this.binding = {
      env: { SOLR_HOST: id, SOLR_PORT: String(PORT), ...coreVariables(own.cores) },
      connectsTo: [
        { kind: 'pods', application: Solr.APPLICATION, instance: chartInstance(this), service: id, ports: [PORT] },
      ],
      backup: { kind: 'none' }, // Drupal makes the index anew
    };
  }
}

function coreVariables(cores: SolrCores | undefined): Record<string, string> {
  if (cores === undefined) return { SOLR_CORE: CORE };
  return { SOLR_CORE: firstOf(cores), SOLR_CORES: Object.keys(cores).join(',') };
}

function firstOf(cores: SolrCores): string {
  return Object.keys(cores)[0] ?? CORE;
}

function container(props: SolrProps): Partial<k8s.Container> {
  const { configset, cores } = props;
  const port = k8s.IntOrString.fromString('solr');
  const core = cores === undefined ? CORE : firstOf(cores);
  const answers = { httpGet: { path: `/solr/${core}/admin/ping`, port }, timeoutSeconds: 5 };
  const started = cores === undefined ? answers : { ...allAnswer(cores, PORT), timeoutSeconds: 10 };
  return {
    args: args(configset, cores),
    env: [{ name: 'SOLR_JAVA_MEM', value: '-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50' }],
    startupProbe: { ...started, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...answers, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    volumeMounts: hasConfigset(props) ? [CONFIGSET_MOUNT] : [],
  };
}

function args(configset: string | undefined, cores: SolrCores | undefined): string[] {
  if (cores !== undefined) return ['bash', '-c', startCores(cores)];
  return configset === undefined ? ['solr-precreate', CORE] : ['bash', '-c', START];
}

/** How the site's image brings configsets along. */
function copyOf({ configset, cores = {} }: SolrProps): string {
  return configset === undefined ? copyConfigsets(cores) : copyConfigset(configset, CONFIGSET);
}

/** An init container of the site's image copies the folders. */
function configsetPod(
  copy: string,
  image: string | undefined,
  pullSecrets: readonly (string | undefined)[],
): StatefulServerProps['pod'] {
  const names = [...new Set(pullSecrets)].filter((name) => name !== undefined);
  return {
    imagePullSecrets: names.length === 0 ? undefined : names.map((name) => ({ name })),
    volumes: [{ name: CONFIGSET_MOUNT.name, emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } }],
    initContainers: [
      {
        name: 'configset',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', '-c', copy],
        resources: resourceRequirements(COPY_RESOURCES),
        securityContext: restrictedContainer(),
        volumeMounts: [CONFIGSET_MOUNT],
      },
    ],
  };
}
