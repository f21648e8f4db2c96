import { find, objectsOf, SHOP, synth } from '../../../test/synth';
import { Edge } from '../../edge/edge';
import { Cluster } from '../../site/cluster';

const envOf = (props: object) => {
  const [container] = find(objectsOf(props), 'Deployment', 'web').spec.template.spec.containers;
  return Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
};
const reportOf = (props: object) => synth([{ ...SHOP, ...props }]).report;

test('PHP’s settings reach the image by its environment, and none where none is said', () => {
  expect(envOf({ php: { memoryLimit: '512Mi', uploadSize: '1Gi', workers: 8 } })).toMatchObject({
    PHP_MEMORY_LIMIT: '512M',
    PHP_UPLOAD_MAX_FILESIZE: '1024M',
    APACHE_MAX_REQUEST_WORKERS: '8',
  });
  expect(Object.keys(envOf({}))).not.toEqual(expect.arrayContaining(['PHP_MEMORY_LIMIT']));
});

test('an edge with a limit of its own is told', () => {
  const limit = (props: object) => {
    const cluster = Cluster.generic({ edge: Edge.ingress({ className: 'nginx' }) });
    return find(objectsOf({ cluster, ...props }), 'Ingress', 'web').metadata.annotations?.[
      'nginx.ingress.kubernetes.io/proxy-body-size'
    ];
  };
  expect(limit({})).toBe('128m');
  expect(limit({ php: { uploadSize: '512Mi' } })).toBe('512m');
});

test.each<[object, string]>([
  [
    { php: { workers: 40 } },
    'php.workers: 40 does not fit into the pod: with it Drupal wants 2784Mi, and is killed at 1024Mi',
  ],
  [{ php: { workers: 13 } }, 'allowed: 12 at most'],
  [{ php: { memoryLimit: '1Gi' } }, 'raise resources.memoryLimit to 1248Mi'],
  [{ php: { uploadSize: '2Gi' } }, 'php.uploadSize: "2Gi" is more than the folder of temporary files can take'],
  [{ php: { workers: 0 } }, 'php.workers: 0 is out of range'],
  [{ php: { memory: '1Gi' } }, 'php.memory: is not a property'],
  [
    { php: { workers: 4 }, env: { APACHE_MAX_REQUEST_WORKERS: '9' } },
    'env.APACHE_MAX_REQUEST_WORKERS: is what a property of php sets',
  ],
  [{ php: { workers: 4 }, profile: 'flightdeck' }, 'php.workers: 4 is not read by Flight Deck'],
])('%j is refused', (props, says) => expect(reportOf(props)).toContain(says));

test('what fits is taken: more memory, more workers', () => {
  expect(envOf({ php: { workers: 28 }, resources: { memoryLimit: '2Gi' } }).APACHE_MAX_REQUEST_WORKERS).toBe('28');
  expect(envOf({ php: { memoryLimit: '640Mi' }, profile: 'flightdeck' }).PHP_MEMORY_LIMIT).toBe('640M');
});
