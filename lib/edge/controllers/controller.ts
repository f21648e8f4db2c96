import type { Construct } from 'constructs';
import type { ClosedAccess, DoorPart } from '../../site/access';
import type { Hosts } from '../../site/hosts';
import type { ResolvedLimits } from '../../site/limits';
import type { RequestFigures, Route } from '../../site/site-edge';
import type { LimitingEdge } from '../limit-problems';
import type { VisitorAddress } from '../visitor-address';

/** What an Ingress controller can express beyond the Ingress API, and how. */
export interface IngressController {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** The namespace that its own pages install it in; none where nobody can know. */
  readonly namespace?: string;
  /**
   * The annotation that lists what is done with a request, one after the other.
   * @default - there is none
   */
  readonly list?: string;
  /** Whether it can redirect the other hosts to the canonical one. */
  canRedirect(hosts: Hosts): boolean;
  /** Annotations of the Ingress that leads to the site. */
  annotations(redirects: Redirects): Readonly<Record<string, string>>;
  /**
   * Adds the objects that set headers of responses, and returns the annotations that name them.
   * @default - it cannot, or only where nobody may use it by default
   */
  responseHeaders?(scope: Construct, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** What it can do to close an environment. */
  readonly closes: readonly DoorPart[];
  /**
   * Adds the objects that close an environment as far as it can, and returns the annotations that name them or do it themselves.
   * @default - it cannot
   */
  close?(
    scope: Construct,
    access: ClosedAccess,
    visitorAddress: VisitorAddress | undefined,
  ): Readonly<Record<string, string>>;
  /** What it can limit. */
  readonly limits: LimitingEdge['limits'];
  /**
   * Adds the objects that limit requests, and returns the annotations that name them or do it themselves.
   * @default - it cannot
   */
  limit?(
    scope: Construct,
    limits: ResolvedLimits,
    visitorAddress: VisitorAddress | undefined,
  ): Readonly<Record<string, string>>;
  /**
   * What is taken for granted of it where it limits, as parts of a sentence.
   * @default - nothing
   */
  readonly assumedOfLimits?: readonly string[];
  /**
   * Of which metric the requests are that it, in one of these namespaces, has passed to a Service of a namespace.
   * @default - nobody knows
   */
  requests?(namespace: string, service: string, own: readonly string[]): RequestFigures;
  /** Adds the objects that redirect, where annotations do not. */
  addRedirects(scope: Construct, redirects: Redirects): void;
}

/** What the redirects are made of. */
export interface Redirects {
  readonly route: Pick<Route, 'hosts' | 'service' | 'uploadSize'>;
  readonly className?: string;
  readonly certificate: string;
  /** Whether the other hosts redirect; if not, they are served. */
  readonly toCanonical: boolean;
}
