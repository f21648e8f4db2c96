import type { Construct } from 'constructs';
import type { Hosts } from '../../site/hosts';
import type { Route } from '../../site/site-edge';

/** What an Ingress controller can express beyond the Ingress API, and how. */
export interface IngressController {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** The namespace that its own pages install it in; none where nobody can know. */
  readonly namespace?: string;
  /** Whether it can redirect the other hosts to the canonical one. */
  canRedirect(hosts: Hosts): boolean;
  /** Annotations of the Ingress that leads to the site. */
  annotations(redirects: Redirects): Readonly<Record<string, string>>;
  /** Adds the objects that redirect, where annotations do not. */
  addRedirects(scope: Construct, redirects: Redirects): void;
}

/** What the redirects are made of. */
export interface Redirects {
  readonly route: Route;
  readonly className?: string;
  readonly certificate: string;
  /** Whether the other hosts redirect; if not, they are served. */
  readonly toCanonical: boolean;
}
