import { mebibytes } from '../../kubernetes/quantity';
import { complete, type Resources } from '../../kubernetes/resources';
import type { Problem } from '../../problem';
import { DRUPAL_RESOURCES } from '../../site/drupal-resources';
import { phpEnvironment } from '../../site/php';
import { workloadsOf } from '../workloads';
import type { SiteCheck } from './check';

/** What all workers share (opcache, APCu, Apache itself), and what each has at least, in MiB: as docs/images.md reckons. */
const SHARED = 224;
const WORKER = 64;
/** Uploads wait in /tmp, of which all requests have 2Gi. */
const LARGEST_UPLOAD = 1024;

/** What PHP may take fits into the pod, and the image can be told. */
const php: SiteCheck = (site) => {
  const { php: asked, profile, env = {} } = site;
  if (typeof asked !== 'object' || asked === null) return [];
  const limitOf = (own: Resources | undefined) =>
    mebibytes(complete({ ...site.resources, ...own }, DRUPAL_RESOURCES).memoryLimit) ?? 0;
  const web = limitOf(site.web?.resources);
  const least = Math.min(...workloadsOf(site).map(({ settings }) => limitOf(settings.resources)));
  const { memoryLimit, uploadSize, workers } = asked;
  const perRequest = memoryLimit === undefined ? 0 : (mebibytes(memoryLimit) ?? 0);
  return [
    ...(profile === 'flightdeck' ? untold({ uploadSize, workers }) : []),
    ...tooMuch('memoryLimit', memoryLimit, SHARED + perRequest, least, `${least - SHARED}Mi`),
    ...tooMuch('workers', workers, SHARED + WORKER * (workers ?? 0), web, String(Math.floor((web - SHARED) / WORKER))),
    ...(uploadSize !== undefined && (mebibytes(uploadSize) ?? 0) > LARGEST_UPLOAD
      ? [
          {
            path: 'php.uploadSize',
            value: uploadSize,
            message: 'is more than the folder of temporary files can take for two uploads at once',
            allowed: `${LARGEST_UPLOAD}Mi at most`,
            fix: 'lower it, and bring larger files in by another way than the form',
          },
        ]
      : []),
    ...Object.keys(phpEnvironment(asked))
      .filter((variable) => Object.hasOwn(env, variable))
      .map((variable) => ({
        path: `env.${variable}`,
        message: 'is what a property of php sets',
        allowed: 'either of them',
        fix: 'take it out of env',
      })),
  ];
};

export default php;

function tooMuch(property: string, value: unknown, needed: number, pod: number, most: string): Problem[] {
  if (value === undefined || needed <= pod) return [];
  return [
    {
      path: `php.${property}`,
      value,
      message: `does not fit into the pod: with it Drupal wants ${needed}Mi, and is killed at ${pod}Mi`,
      allowed: `${most} at most`,
      fix: `lower it, or raise resources.memoryLimit to ${needed}Mi`,
    },
  ];
}

/** @see https://github.com/ten7/flightdeck-web-8.1 */
function untold(properties: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([property, value]) => ({
      path: `php.${property}`,
      value,
      message: "is not read by Flight Deck's images",
      allowed: 'memoryLimit',
      fix: 'set it in /config/web/flightdeck-web.yml of the image',
    }));
}
