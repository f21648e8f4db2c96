import { k8s } from 'cdk8s-plus-27';
import { literal } from '../kubernetes/literal';
import { type CompleteResources, complete, resourceRequirements } from '../kubernetes/resources';
import { type ContainerRights, restrictedContainer } from '../kubernetes/restricted';
import type { Mount } from '../site/backing-service';
import { DRUPAL_RESOURCES, SIDECAR_RESOURCES } from '../site/drupal-resources';
import type { PodContainer, Sidecar, SidecarProbe } from '../site/pod';
import { volumeMountsOf } from './volumes';

/** What a container beside Drupal's stands in. */
export interface Surroundings {
  /** The site's image, which it runs if it names none. */
  readonly image: string;
  /** The rights of the site's image. */
  readonly rights: ContainerRights;
  /** Its variables. */
  readonly env: k8s.EnvVar[];
  /** Its mounts. */
  readonly mounts: readonly Mount[];
}

/** An init container whose kubelet lets it run beside the others, and ends it after them. The types of 1.27 do not know it. */
export type NativeSidecar = k8s.Container & { readonly restartPolicy?: 'Always' };

/** A container of the site's own, with what `restricted` asks for where it does not say it. */
export function ownContainer(name: string, own: PodContainer | Sidecar, around: Surroundings): k8s.Container {
  const { image, command, args, workingDir, resources, securityContext = {} } = own;
  const { runAsUser, runAsGroup, readOnlyRootFilesystem, capabilities } = securityContext;
  const rights = image === undefined ? around.rights : {};
  const defaults: CompleteResources = image === undefined ? DRUPAL_RESOURCES : SIDECAR_RESOURCES;
  return {
    name,
    image: image ?? around.image,
    imagePullPolicy: 'IfNotPresent',
    command: command?.map(literal),
    args: args?.map(literal),
    workingDir,
    env: around.env.length === 0 ? undefined : around.env,
    resources: resourceRequirements(complete(resources, defaults)),
    securityContext: {
      ...restrictedContainer({
        readOnlyRoot: readOnlyRootFilesystem ?? rights.readOnlyRoot,
        capabilities: capabilities?.add ?? rights.capabilities,
      }),
      runAsUser,
      runAsGroup,
    },
    volumeMounts: around.mounts.length === 0 ? undefined : volumeMountsOf(around.mounts),
    ...('ports' in own ? { ports: own.ports?.map((port) => ({ ...port })) } : {}),
    ...probesOf(own),
  };
}

function probesOf(own: Sidecar): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  return {
    startupProbe: own.startupProbe && probeOf(own.startupProbe),
    readinessProbe: own.readinessProbe && probeOf(own.readinessProbe),
    livenessProbe: own.livenessProbe && probeOf(own.livenessProbe),
  };
}

function probeOf({ exec, httpGet, tcpSocket, ...timing }: SidecarProbe): k8s.Probe {
  return {
    ...timing,
    exec: exec && { command: exec.command.map(literal) },
    httpGet: httpGet && { path: httpGet.path, port: portOf(httpGet.port) },
    tcpSocket: tcpSocket && { port: portOf(tcpSocket.port) },
  };
}

function portOf(port: number | string): k8s.IntOrString {
  return typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port);
}
