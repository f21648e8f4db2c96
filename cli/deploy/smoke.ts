import type { DeployContext } from './deploy-context';

/**
 * Asks the site's address for a page that no cache holds, from where the deploy runs; says so where that is not possible.
 */
export async function smoke({ dist, progress }: DeployContext): Promise<string[]> {
  const { url } = dist.plan;
  try {
    const uncached = new URL(url);
    uncached.searchParams.set('release', Date.now().toString(36));
    const response = await fetch(uncached, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    progress.note(`${url} answers ${response.status}`);
    return response.status >= 500 ? [`${url} answers ${response.status}`] : [];
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    progress.note(`${url} could not be reached from here: ${cause}`);
    return [];
  }
}
