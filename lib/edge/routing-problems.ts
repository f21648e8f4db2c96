import { pathTo } from '../formats/shape';
import type { Problem } from '../problem';
import type { Routing } from '../site/routing';
import { type ControllerName, controllerName, controllers } from './controllers';
import type { IngressController } from './controllers/controller';

/** ingress-nginx refuses objects with these since 1.9, unless its administrator lets every site write its configuration. */
const SNIPPET = /^nginx\.ingress\.kubernetes\.io\/.*-snippet$/;

/** What an Ingress controller cannot do with requests and responses: an annotation that nobody reads would say nothing. */
export function routingProblems(
  edge: { readonly controller?: ControllerName; readonly className?: string },
  { annotations = {}, responseHeaders }: Routing = {},
): Problem[] {
  const controller: IngressController = controllers[controllerName(edge)];
  return [
    ...Object.keys(annotations)
      .filter((name) => SNIPPET.test(name))
      .map((name) => ({
        path: pathTo('routing.annotations', name),
        message: 'is refused by ingress-nginx: snippets are off unless its administrator allows them to every site',
        allowed: 'its other annotations',
        fix: "take it out, or ask for the setting in the controller's own ConfigMap",
      })),
    ...(responseHeaders === undefined || controller.responseHeaders !== undefined
      ? []
      : [
          {
            path: 'routing.responseHeaders',
            message: `cannot be set by the Ingress controller "${controller.name}"`,
            allowed: 'headers with Traefik or with a Gateway',
            fix: "set them in Drupal, such as by the module seckit, or in the controller's own configuration",
          },
        ]),
  ];
}
