import type { Construct } from 'constructs';
import { httpStopSchema } from '../formats/binding-schema';
import { problemsOf } from '../formats/shape';
import { assertNone, InvalidInput, under } from '../problem';
import { thrownProblems } from '../resolve/thrown';
import type { BackingService, ProxyContext, SiteContext } from '../site/backing-service';
import type { HttpStop } from '../site/http-stop';

/** A service that stands between the edge and the web, and where it takes requests. */
export interface SiteProxy {
  /** What the site file gave. */
  readonly service: BackingService;
  /** Where it takes requests. */
  readonly stop: HttpStop;
}

/** Adds the proxies, the last first, since each is told where to pass requests on. @throws InvalidInput */
export function addProxies(
  scope: Construct,
  services: readonly BackingService[],
  context: Omit<ProxyContext, 'next'>,
  web: HttpStop,
): SiteProxy[] {
  const proxies: SiteProxy[] = [];
  for (const service of services.filter(({ addProxy }) => addProxy !== undefined).reverse()) {
    const next = proxies[0]?.stop ?? web;
    const stop = step(service, 'addProxy', 'a stop: { application, service, port }', () => {
      const made = service.addProxy?.(scope, { ...context, next }) as HttpStop;
      assertNone(service.id, under(`${service.id}.addProxy()`, problemsOf(httpStopSchema, made)));
      return made;
    });
    proxies.unshift({ service, stop });
  }
  return proxies;
}

/** Adds the workloads of services that run Drupal itself. @throws InvalidInput */
export function addWorkloads(scope: Construct, services: readonly BackingService[], context: SiteContext): void {
  for (const service of services)
    step(service, 'addWorkloads', 'workloads', () => service.addWorkloads?.(scope, context));
}

/** A service of the user's own may throw, or return what cannot be used. */
function step<T>({ id }: BackingService, method: string, allowed: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new InvalidInput(id, thrownProblems(`${id}.${method}()`, error, allowed));
  }
}
