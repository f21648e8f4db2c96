import type { Dist } from '../dist';

/** `shop live` */
export function titleOf({ site, plan }: Dist): string {
  return `${site} ${plan.environment}`;
}
