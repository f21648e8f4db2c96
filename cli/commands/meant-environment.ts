import { Refusal } from '../context/refusal';
import type { Dist } from '../dist';

/** The name that is typed out is that of the folder's environment: of another one, one of the two is not meant. @throws Refusal */
export function assertMeantEnvironment({ folder, plan }: Dist, options: object): void {
  const { environment } = options as { readonly environment?: string };
  if (environment === undefined || environment === plan.environment) return;
  throw new Refusal(`${folder} is ${plan.environment}, and not "${environment}"; nothing was changed`, [
    `name the folder of the environment that you mean, or type out --environment ${plan.environment}`,
  ]);
}
