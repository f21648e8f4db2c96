import { pathTo } from '../formats/shape';
import { type Problem, under } from '../problem';
import type { Mount } from '../site/backing-service';
import type { PodContainer, PodMount, PodSettings } from '../site/pod';
import { allMounts } from './own-mounts';
import type { RuntimeProfile } from './profile';

/** What a site file says of a pod, seen beside what Drupal's own container has. Paths begin at the settings. */
export function podProblems(settings: PodSettings, profile: RuntimeProfile, drupal: readonly Mount[]): Problem[] {
  const taken = [...drupal.map(({ path }) => path), profile.docroot];
  const { mounts = {}, initContainers = {}, sidecars = {} } = settings;
  const ofContainers = (property: string, containers: Readonly<Record<string, PodContainer>>) =>
    Object.entries(containers).flatMap(([name, { image, mounts: own = {} }]) =>
      under(pathTo(property, name), under('mounts', mountProblems(own, image === undefined ? taken : []))),
    );
  return [
    ...under('mounts', mountProblems(mounts, taken)),
    ...ofContainers('initContainers', initContainers),
    ...ofContainers('sidecars', sidecars),
    ...nameProblems(settings),
    ...portProblems(settings, profile.port),
    ...sizeProblems(settings),
  ];
}

function mountProblems(mounts: Readonly<Record<string, PodMount>>, taken: readonly string[]): Problem[] {
  const isReadOnly = (mount: PodMount) => 'configMap' in mount || 'secret' in mount || 'file' in mount;
  return Object.keys(mounts).flatMap((path) => {
    const hidden = taken.find((other) => other === path || other.startsWith(`${path}/`));
    const around = Object.entries(mounts).find(([other, mount]) => path.startsWith(`${other}/`) && isReadOnly(mount));
    return [
      ...(hidden === undefined
        ? []
        : [
            {
              path: pathTo('', path),
              message: `would hide ${hidden}, which Drupal's containers have already`,
              allowed: "a path that is not one of Drupal's and leads to none of them",
              fix: 'mount it elsewhere, or a single file in it',
            },
          ]),
      ...(around === undefined
        ? []
        : [
            {
              path: pathTo('', path),
              message: `is inside of ${around[0]}, which is read-only, so that no container would start`,
              allowed: 'a path outside of it',
              fix: 'mount one of them elsewhere',
            },
          ]),
    ];
  });
}

function nameProblems({ initContainers = {}, sidecars = {} }: PodSettings): Problem[] {
  return Object.keys(sidecars)
    .filter((name) => name in initContainers)
    .map((name) => ({
      path: pathTo('sidecars', name),
      message: 'is the name of an init container, too',
      allowed: 'a name that no other container of the pod has',
      fix: 'rename one of them',
    }));
}

/** A pod's containers share one address, so no two can listen on a port. */
function portProblems({ sidecars = {} }: PodSettings, drupal: number): Problem[] {
  const owners = new Map([[`${drupal}/TCP`, 'drupal']]);
  return Object.entries(sidecars).flatMap(([name, { ports = [] }]) =>
    ports.flatMap(({ containerPort, protocol = 'TCP' }, index) => {
      const owner = owners.get(`${containerPort}/${protocol}`);
      if (owner === undefined) owners.set(`${containerPort}/${protocol}`, name);
      if (owner === undefined) return [];
      return [
        {
          path: `${pathTo('sidecars', name)}.ports[${index}].containerPort`,
          value: containerPort,
          message: `is a port of the container ${owner}, with which it shares the pod's address`,
          allowed: 'a port that no other container of the pod has',
          fix: 'have it listen on another port',
        },
      ];
    }),
  );
}

function sizeProblems(settings: PodSettings): Problem[] {
  const sizes = new Map<string, string>();
  return allMounts(settings).flatMap(([path, mount]) => {
    if (!('scratch' in mount) || mount.name === undefined) return [];
    const known = sizes.get(mount.name) ?? mount.scratch;
    sizes.set(mount.name, known);
    if (known === mount.scratch) return [];
    return [
      {
        path: pathTo('mounts', path),
        value: mount.scratch,
        message: `is another size of the folder ${mount.name} than ${known}`,
        allowed: 'one size for a folder that containers share',
        fix: 'write the same size, or another name',
      },
    ];
  });
}
