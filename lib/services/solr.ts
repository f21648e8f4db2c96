import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { climbs } from '../formats/formats';
import { object, says } from '../formats/shape';
import { chartInstance } from '../kubernetes/labels';
import type { Size } from '../kubernetes/quantity';
import { type CompleteResources, complete, type Resources, resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer } from '../kubernetes/restricted';
import { assertNone, type Problem } from '../problem';
import type { Binding } from '../site/backing-service';
import type { PodPlacement } from '../site/pod';
import { serverEntries, serverProblems } from './server-props';
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
const CONFIGSET = '/configset';
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
  configset: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^\/?[\w.-]+(\/[\w.-]+)*$/,
        says('is not a folder', 'a path such as solr-conf or /var/www/solr-conf, without spaces', 'name the folder'),
      ),
      v.check(
        (written) => !climbs(written),
        says('leads out of its folder', 'a path without "." and ".." between slashes', 'write where the folder is'),
      ),
    ),
  ),
});

/**
 * What Search API Solr's configuration uses. It names their folders, too, which Solr 9.8 and newer no longer reads; a module
 * that an image does not have, as Solr 8 and the slim images, would keep the server from starting.
 * @see https://solr.apache.org/guide/solr/latest/configuration-guide/solr-modules.html
 */
const MODULES = ['extraction', 'langid', 'ltr', 'analysis-extras'];
const USE_MODULES = `for module in ${MODULES.join(' ')}; do if [ -d /opt/solr/modules/$module ]; then SOLR_MODULES=\${SOLR_MODULES:+$SOLR_MODULES,}$module; fi; done; export SOLR_MODULES`;

/** A release brings its configuration along: it takes the place of the core's, and the core is made if there is none. */
const CORE_CONF = `/var/solr/data/${CORE}/conf`;
const START = `if [ -d ${CORE_CONF} ]; then cp -r ${CONFIGSET}/conf/. ${CORE_CONF}/; fi; ${USE_MODULES}; exec solr-precreate ${CORE} ${CONFIGSET}`;

/**
 * One Solr server in the cluster with a core named drupal, and a volume that outlives it.
 * @see https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html
 */
export class Solr extends Construct {
  /** The name in the label `app.kubernetes.io/name` of its pods. */
  static readonly APPLICATION = 'solr';

  /** Everything in which the properties are wrong, with paths that begin at them. */
  static problems(props: SolrProps): Problem[] {
    return serverProblems(SCHEMA, props, RESOURCES);
  }

  /** What a Drupal container needs to use the server. */
  readonly binding: Binding;

  /** @throws InvalidInput if a property is wrong, or a configset is named without the image that carries it */
  constructor(scope: Construct, id: string, props: SolrProps & SolrPlacement = {}) {
    super(scope, id);
    const { storageClass, serviceAccount, siteImage, pullSecret, servicesPullSecret, ...own } = props;
    const hasNoSource = own.configset !== undefined && siteImage === undefined;
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
      container: container(own.configset),
      pod: own.configset === undefined ? {} : configsetPod(own.configset, siteImage, [pullSecret, servicesPullSecret]),
      placement: own.pod,
      storageClass,
      serviceAccount,
    });
    this.binding = {
      env: { SOLR_HOST: id, SOLR_PORT: String(PORT), SOLR_CORE: CORE },
      connectsTo: [
        { kind: 'pods', application: Solr.APPLICATION, instance: chartInstance(this), service: id, ports: [PORT] },
      ],
      backup: { kind: 'none' }, // Drupal makes the index anew
    };
  }
}

function container(configset: string | undefined): Partial<k8s.Container> {
  const port = k8s.IntOrString.fromString('solr');
  const answers = { httpGet: { path: `/solr/${CORE}/admin/ping`, port }, timeoutSeconds: 5 };
  return {
    args: configset === undefined ? ['solr-precreate', CORE] : ['bash', '-c', START],
    env: [{ name: 'SOLR_JAVA_MEM', value: '-XX:InitialRAMPercentage=50 -XX:MaxRAMPercentage=50' }],
    startupProbe: { ...answers, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...answers, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    volumeMounts: configset === undefined ? [] : [CONFIGSET_MOUNT],
  };
}

/** The site's image brings the configset along: an init container of it copies the folder. */
function configsetPod(
  configset: string,
  image: string | undefined,
  pullSecrets: readonly (string | undefined)[],
): StatefulServerProps['pod'] {
  const names = [...new Set(pullSecrets)].filter((name) => name !== undefined);
  const folder = configset.startsWith('/') ? configset : `/var/www/${configset}`;
  const copy = `if [ -d ${folder}/conf ]; then cp -r ${folder}/conf ${CONFIGSET}/; else cp -r ${folder} ${CONFIGSET}/conf; fi`;
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
