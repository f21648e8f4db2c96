import { nameOf } from '../kubernetes/manifest';
import { containersOf, podsOf, selects } from '../kubernetes/pods';
import type { Check } from './check';

/** Every Service selects a pod, and its ports are ports of that pod. */
const serviceSelectors: Check = (objects) => {
  const pods = podsOf(objects);
  return objects
    .filter(({ kind, spec }) => kind === 'Service' && spec.selector !== undefined)
    .flatMap((service) => {
      const selected = pods.filter(({ labels }) => selects(service.spec.selector, labels));
      if (selected.length === 0)
        return [
          {
            path: nameOf(service),
            message: 'selects no pod',
            allowed: 'a selector that a pod of the site has',
            fix: 'use the labels of the workload',
          },
        ];
      const names = new Set(
        selected
          .flatMap(containersOf)
          .flatMap(({ ports = [] }) =>
            ports.flatMap((port: { name?: string; containerPort: number }) => [port.name, port.containerPort]),
          ),
      );
      return (service.spec.ports ?? [])
        .filter(({ port, targetPort = port }: { port: number; targetPort?: number | string }) => !names.has(targetPort))
        .map((port: { port: number; targetPort?: number | string }) => ({
          path: `${nameOf(service)} port ${port.port}`,
          value: port.targetPort,
          message: 'leads to no port of the pods that it selects',
          allowed: [...names].filter(Boolean).join(', '),
          fix: 'name a port of the container',
        }));
    });
};

export default serviceSelectors;
