import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

interface Backend {
  readonly name: string;
  readonly port: number;
}

/** Every Ingress and HTTPRoute leads to a Service that is emitted, on a port that it has. */
const edgeBackends: Check = (objects) => {
  const ports = new Set(
    objects
      .filter(({ kind }) => kind === 'Service')
      .flatMap(({ metadata, spec }) =>
        (spec.ports ?? []).map(({ port }: { port: number }) => `${metadata.name}:${port}`),
      ),
  );
  return objects.flatMap((object) =>
    backendsOf(object)
      .filter(({ name, port }) => !ports.has(`${name}:${port}`))
      .map(({ name, port }) => ({
        path: nameOf(object),
        value: `${name}:${port}`,
        message: 'leads to a Service or port that nothing makes',
        allowed: [...ports].join(', '),
        fix: 'name a Service of the site and its port',
      })),
  );
};

export default edgeBackends;

function backendsOf({ kind, spec }: Manifest): Backend[] {
  if (kind === 'Ingress') {
    return (spec.rules ?? []).flatMap((rule: Manifest['spec']) =>
      (rule.http?.paths ?? []).map(({ backend }: Manifest['spec']) => ({
        name: backend.service.name,
        port: backend.service.port.number,
      })),
    );
  }
  if (kind === 'HTTPRoute') return (spec.rules ?? []).flatMap((rule: Manifest['spec']) => rule.backendRefs ?? []);
  return [];
}
