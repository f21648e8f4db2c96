import type { Construct } from 'constructs';
import * as v from 'valibot';
import { HTTP_CACHE } from '../../contract/labels';
import { imageReference, list, resources, size, text, wholeNumber } from '../../formats/formats';
import { imageProblems } from '../../formats/image';
import { resourceProblems } from '../../formats/resource-problems';
import { object, problemsOf, says } from '../../formats/shape';
import { addContentConfigMap } from '../../kubernetes/content-config-map';
import { mebibytes, type Size } from '../../kubernetes/quantity';
import { complete, type Resources } from '../../kubernetes/resources';
import { shortHash } from '../../kubernetes/short-hash';
import type { Problem } from '../../problem';
import { doorOf } from '../../site/access';
import type { Binding, HttpCacheService, ProxyContext } from '../../site/backing-service';
import type { HttpStop } from '../../site/http-stop';
import type { PodPlacement } from '../../site/pod';
import { podPlacement } from '../../site/pod-schema';
import type { ResolvedSite } from '../../site/resolved-site';
import { fileText, ownVcl } from './own-vcl';
import { PLAIN_PAGE } from './page';
import { PURGE_FILES, PURGE_FOLDER } from './purge-middleware';
import { VarnishServer, varnishResources } from './varnish-server';
import { OWN_VCL_FILE, PAGE_FILE, VCL_FILE, vcl } from './vcl';

const ID = HTTP_CACHE;
const PART = { name: ID, component: 'http-cache' };
const IMAGE = 'varnish:7';
/** The Service without an address of its own, whose name stands for all pods. */
const PODS = 'varnish-pods';
const PORT = { visitors: 8080, purges: 8081 } as const;
const SERVICE_PORT = 80;

const REPLICAS = 2;
const MEMORY: Size = '256Mi';
const DAY = 86_400;

export interface VarnishProps {
  /**
   * How many pods run. Each keeps pages of its own.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Memory of each pod for what is cached; the least recently used goes first.
   * @default 256Mi
   */
  readonly memory?: Size;
  /**
   * Seconds for which a page that has run out is kept, to be shown while the web does not answer.
   * @default 86400
   */
  readonly grace?: number;
  /**
   * Names of further cookies by which Drupal makes a page for one visitor; a star at the end stands for the rest of a name. Who
   * sends one gets no cached page. All others are taken away from who has not logged in.
   * @default - Drupal's sessions (`SESS...`, `SSESS...`) and `NO_CACHE` alone
   */
  readonly cookies?: readonly string[];
  /**
   * What visitors see while the web does not answer, and nothing is kept that could be shown in its place: a page of HTML that needs
   * no other file of the site. `readFileSync('deploy/unavailable.html', 'utf8')` takes it from a file.
   * @default - a plain page in English
   */
  readonly page?: string;
  /**
   * VCL of your own: subroutines that run before those of the package and may end theirs by `return`; or `{ whole }`, which takes the
   * place of the rules for visitors. The listener for purges, and the backend `default` that leads to the web, are there in both.
   * @default - none
   * @see https://varnish-cache.org/docs/7.7/reference/vcl.html
   */
  readonly vcl?: string | { readonly whole: string };
  /**
   * The image: the official one, or one with the same program, a shell and a C compiler.
   * @default varnish:7
   */
  readonly image?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 100m, `memory` and 128Mi more reserved; killed at one and a half times as much and 256Mi
   */
  readonly resources?: Resources;
  /**
   * Where its pods run and what they carry.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

const cookieName = text(
  (written) => /^[A-Za-z0-9!#$%&'+.^_`|~-]{1,100}\*?$/.test(written),
  says(
    'is not the name of a cookie',
    'letters, digits and signs such as - and _, a star at the end for any more of them',
    "write it as in the header Set-Cookie, such as 'SimpleSAML*'",
  ),
);

const SCHEMA = object({
  replicas: v.optional(wholeNumber(1, 100, 'pods')),
  memory: v.optional(size),
  grace: v.optional(wholeNumber(0, 30 * DAY, 'seconds')),
  cookies: v.optional(list(cookieName, 'names of cookies')),
  page: v.optional(fileText('a page of HTML')),
  vcl: v.optional(v.lazy((input) => (typeof input === 'object' ? object({ whole: ownVcl }) : ownVcl))),
  image: v.optional(imageReference),
  resources: v.optional(resources),
  pod: v.optional(podPlacement),
});

/** Varnish between the edge and the web. It keeps what Drupal gives to who has not logged in, until Drupal says otherwise. */
export class Varnish implements HttpCacheService {
  readonly id = ID;

  constructor(private readonly props: VarnishProps) {}

  problems(): Problem[] {
    const shape = problemsOf(SCHEMA, this.props);
    const { image, memory = MEMORY, resources: asked } = this.props ?? {};
    const limits = shape.length > 0 ? [] : resourceProblems(asked, varnishResources(memory));
    return [...shape, ...imageProblems(image), ...limits];
  }

  /** Drupal's pods may purge, and get what sends each purge to every pod of Varnish. */
  bind(scope: Construct): Binding {
    const configMap = addContentConfigMap(scope, 'varnish-purge', PURGE_FILES, PART);
    return {
      env: { VARNISH_HOST: PODS, VARNISH_PORT: String(PORT.purges), VARNISH_PURGE_FOLDER: PURGE_FOLDER },
      mounts: [{ name: 'varnish-purge', path: PURGE_FOLDER, readOnly: true, source: { configMap } }],
      connectsTo: [{ kind: 'pods', application: ID, service: PODS, ports: [PORT.purges], awaited: false }],
    };
  }

  addProxy(scope: Construct, { site, next, files }: ProxyContext): HttpStop {
    const { replicas = REPLICAS, memory = MEMORY, image = IMAGE, resources: asked, pod } = this.props;
    new VarnishServer(scope, ID, {
      image,
      replicas,
      memory: mebibytes(memory) ?? 0,
      resources: complete(asked, varnishResources(memory)),
      configMap: addContentConfigMap(files, 'varnish-vcl', this.files(site, next), PART),
      backend: next.service,
      podsService: PODS,
      port: SERVICE_PORT,
      podPorts: PORT,
      placement: pod,
    });
    return { application: ID, service: ID, port: SERVICE_PORT, podPort: PORT.visitors };
  }

  private files(site: ResolvedSite, next: HttpStop): Record<string, string> {
    const { grace = DAY, cookies = [], page, vcl: own } = this.props;
    const text = vcl({
      next,
      purgeService: PODS,
      isClosed: asksForPassword(site),
      hasPage: page !== undefined,
      grace,
      cookies,
      own: own === undefined ? 'none' : typeof own === 'string' ? 'first' : 'whole',
    });
    return {
      [VCL_FILE]: `${text}\n# For answers of: ${answersOf(site)}\n`,
      [PAGE_FILE]: page ?? PLAIN_PAGE,
      ...(own === undefined ? {} : { [OWN_VCL_FILE]: typeof own === 'string' ? own : own.whole }),
    };
  }
}

/** Whether it is the web's pods that ask: then they are asked each time. */
function asksForPassword({ access, edge, profile }: ResolvedSite): boolean {
  return doorOf(access, edge.closes, profile).pods.includes('password');
}

/** Other headers of the web, or another door, make another file, and so empty pods: what is cached has those of before. */
function answersOf({ webHeaders, access, edge, profile }: ResolvedSite): string {
  const { pods } = doorOf(access, edge.closes, profile);
  return shortHash(JSON.stringify([webHeaders, pods]));
}
