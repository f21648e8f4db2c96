import type { IngressController } from './controller';
import { generic } from './generic';
import { nginx } from './nginx';
import { traefik } from './traefik';

/** The known Ingress controllers, by name. */
export const controllers = { generic, nginx, traefik } as const satisfies Record<string, IngressController>;

/** The name of a known Ingress controller. */
export type ControllerName = keyof typeof controllers;

/** The controller of a class: the one with its name, else one of which nothing is known. */
function controllerOf(className: string | undefined): ControllerName {
  return className !== undefined && Object.hasOwn(controllers, className) ? (className as ControllerName) : 'generic';
}

/** The controller that serves the Ingress: the one that is named, else the one that the class is named after. */
export function controllerName({
  controller,
  className,
}: {
  readonly controller?: ControllerName;
  readonly className?: string;
}): ControllerName {
  return controller ?? controllerOf(className);
}
