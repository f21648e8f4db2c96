import { LABEL } from '../contract/labels';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { containersOf, type Pod, podsOf, selects } from '../kubernetes/pods';
import { didYouMean } from '../nearest';
import type { Problem } from '../problem';
import type { Check } from './check';

/** Pods that others are to reach through a Service. */
export interface Reached {
  /** Where that is said: `gotenberg.bind().connectsTo[0]`. */
  readonly path: string;
  /** The pods' labels `app.kubernetes.io/name` and `app.kubernetes.io/instance`, by which network policies find them. */
  readonly application: string;
  readonly instance: string;
  /** The Service's name. */
  readonly service: string;
  /** Ports of the Service, and that of the pods to which each has to lead. */
  readonly ports: readonly { readonly service: number; readonly pod: number }[];
}

const { name: NAME, instance: INSTANCE } = LABEL;

/**
 * Whatever is to be reached has pods that the network policies find, and a Service that leads to these pods and no others, on
 * those ports. Without, whoever waits for it waits until its deadline.
 */
export function connectedPods(reached: readonly Reached[]): Check {
  return (objects) => {
    const emitted: Emitted = { pods: podsOf(objects), services: objects.filter(({ kind }) => kind === 'Service') };
    return reached.flatMap((one) => [...podProblems(one, emitted), ...serviceProblems(one, emitted)]);
  };
}

interface Emitted {
  readonly pods: readonly Pod[];
  readonly services: readonly Manifest[];
}

function podProblems({ path, application, instance, service }: Reached, emitted: Emitted): Problem[] {
  const { pods } = emitted;
  if (pods.some(({ labels }) => labels[NAME] === application && labels[INSTANCE] === instance)) return [];
  const labelled = pods.find(({ labels }) => labels[NAME] === application);
  if (labelled !== undefined) {
    return [
      {
        path: `${path}.application`,
        value: application,
        message: `is the label ${NAME} of ${labelled.owner}, whose pods have another instance: ${labelled.labels[INSTANCE] ?? 'none'}`,
        allowed: `pods with ${INSTANCE}: ${instance}`,
        fix: 'label the pods with serviceLabels(scope, { name, component }), which takes the instance from the chart',
      },
    ];
  }
  const names = [...new Set(pods.flatMap(({ labels }) => labels[NAME] ?? []))];
  const meant = behind(service, emitted)[0];
  const misspelt = didYouMean(application, meant === undefined ? names : [meant.labels[NAME] ?? '']);
  return [
    {
      path: `${path}.application`,
      value: application,
      message: `is the label ${NAME} of no pod, so that no network policy lets anybody reach one`,
      allowed: names.join(', ') || `a pod with the labels ${NAME} and ${INSTANCE}`,
      fix:
        misspelt ??
        (meant === undefined
          ? `emit pods with serviceLabels(scope, { name: '${application}', component })`
          : `label the pods of ${meant.owner} with serviceLabels(scope, { name: '${application}', component }); they have ${told(meant.labels)}`),
    },
  ];
}

function serviceProblems(reached: Reached, emitted: Emitted): Problem[] {
  const { path, service: name } = reached;
  const { services } = emitted;
  const service = services.find(({ metadata }) => metadata.name === name);
  if (service === undefined) {
    const names = services.map(({ metadata }) => metadata.name);
    const ports = reached.ports.map((port) => port.service).join(', ');
    return [
      {
        path: `${path}.service`,
        value: name,
        message: 'is no Service of the site',
        allowed: names.join(', ') || 'a Service that is emitted',
        fix:
          didYouMean(name, names) ??
          `emit a Service of that name with the port ${ports}, or set madeElsewhere: true where an operator makes it`,
      },
    ];
  }
  return [
    ...strangers(reached, emitted),
    ...reached.ports.flatMap((port) => portProblems(path, service, port, emitted)),
  ];
}

/** Pods behind the Service that are not those which the network policies open. */
function strangers({ path, application, instance, service }: Reached, emitted: Emitted): Problem[] {
  const found = emitted.pods.some(({ labels }) => labels[NAME] === application && labels[INSTANCE] === instance);
  const strange = behind(service, emitted).find(
    ({ labels }) => labels[NAME] !== application || labels[INSTANCE] !== instance,
  );
  if (!found || strange === undefined) return []; // pods without labels are told already
  return [
    {
      path: `${path}.service`,
      value: service,
      message: `leads to ${strange.owner}, whose pods are not those of the application ${application}`,
      allowed: `a Service whose pods have ${NAME}: ${application} and ${INSTANCE}: ${instance}`,
      fix: `select by selectorLabels(scope, { name: '${application}', component }); those pods have ${told(strange.labels)}`,
    },
  ];
}

function portProblems(path: string, service: Manifest, wanted: Reached['ports'][number], emitted: Emitted): Problem[] {
  const ports: ServicePort[] = (service.spec.ports ?? []).filter(
    ({ protocol = 'TCP' }: ServicePort) => protocol === 'TCP',
  );
  const port = ports.find((one) => one.port === wanted.service);
  if (port === undefined) {
    return [
      {
        path: `${path}.ports`,
        value: wanted.service,
        message: `is not a port of ${nameOf(service)}`,
        allowed: ports.map((one) => one.port).join(', ') || 'none: the Service has no TCP port',
        fix: `add the port to ${nameOf(service)}, or name one that it has`,
      },
    ];
  }
  const to = targetOf(port, behind(service.metadata.name, emitted));
  if (to === undefined || to === wanted.pod) return []; // a target that no pod has is told of the Service itself
  return [
    {
      path: `${path}.ports`,
      value: wanted.service,
      message: `leads from ${nameOf(service)} to port ${to} of the pods, and the network policy opens ${wanted.pod}`,
      allowed: `port ${to} on both`,
      fix: `give ${nameOf(service)} the port ${to}, and name that one here`,
    },
  ];
}

interface ServicePort {
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
}

/** The number of the pods' port behind one of a Service. */
function targetOf({ port, targetPort = port }: ServicePort, pods: readonly Pod[]): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  const named = pods
    .flatMap(containersOf)
    .flatMap(({ ports = [] }) => ports)
    .find(({ name }: { name?: string }) => name === targetPort);
  return named?.containerPort;
}

/** The pods that a Service selects. */
function behind(service: string, { pods, services }: Emitted): Pod[] {
  const selector = services.find(({ metadata }) => metadata.name === service)?.spec.selector;
  return selector === undefined ? [] : pods.filter(({ labels }) => selects(selector, labels));
}

function told(labels: Readonly<Record<string, string>>): string {
  const all = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
  return all.length === 0 ? 'no labels' : all.join(', ');
}
