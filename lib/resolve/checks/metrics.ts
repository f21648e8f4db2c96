import { METRICS } from '../../contract/metrics';
import { pathTo } from '../../formats/shape';
import type { Problem } from '../../problem';
import { metricsOf } from '../../site/metrics';
import type { PodSettings } from '../../site/pod';
import type { SiteCheck } from './check';

/** The web's pods get a container that reads figures: none of the site's own has its name, or its ports. */
const metrics: SiteCheck = ({ metrics: asked, profile = 'official', pod, web }) => {
  if (metricsOf(asked) === undefined || profile !== 'official') return [];
  const levels: [path: string, settings: PodSettings | undefined][] = [
    ['pod', pod],
    ['web.pod', web?.pod],
  ];
  return levels.flatMap(([path, settings = {}]) => [...sameName(path, settings), ...samePort(path, settings)]);
};

export default metrics;

function sameName(path: string, settings: PodSettings): Problem[] {
  return (['sidecars', 'initContainers'] as const)
    .filter((property) => Object.hasOwn(settings[property] ?? {}, METRICS.apacheExporter))
    .map((property) => ({
      path: pathTo(`${path}.${property}`, METRICS.apacheExporter),
      message: 'is the name of the container by which `metrics` reads the figures of Apache',
      allowed: 'any other name',
      fix: 'take it out, as `metrics` brings it; or rename it',
    }));
}

function samePort(path: string, { sidecars = {} }: PodSettings): Problem[] {
  const taken: readonly number[] = Object.values(METRICS.apachePorts);
  return Object.entries(sidecars).flatMap(([name, { ports = [] }]) =>
    ports.flatMap(({ containerPort }, index) =>
      taken.includes(containerPort)
        ? [
            {
              path: `${pathTo(`${path}.sidecars`, name)}.ports[${index}].containerPort`,
              value: containerPort,
              message: 'is a port by which `metrics` reads the figures of Apache, with which it shares the address',
              allowed: `any port but ${taken.join(', ')}`,
              fix: 'have it listen on another port',
            },
          ]
        : [],
    ),
  );
}
