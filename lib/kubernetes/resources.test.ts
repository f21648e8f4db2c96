import { type CompleteResources, complete, limitsBelowRequests, type Resources } from './resources';

const defaults: CompleteResources = {
  cpu: '250m',
  memory: '512Mi',
  memoryLimit: '1Gi',
  ephemeralStorage: '256Mi',
  ephemeralStorageLimit: '2Gi',
};

test('what is not asked for comes from the defaults', () => {
  expect(complete(undefined, defaults)).toStrictEqual(defaults);
});

test('what is asked for takes their place', () => {
  const all: Required<Resources> = {
    cpu: '1',
    cpuLimit: '2',
    memory: '2Gi',
    memoryLimit: '3Gi',
    ephemeralStorage: '1Gi',
    ephemeralStorageLimit: '4Gi',
  };
  expect(complete(all, defaults)).toStrictEqual(all);
});

test('a request above the default limit lifts it', () => {
  expect(complete({ memory: '2Gi', ephemeralStorage: '3Gi' }, defaults)).toMatchObject({
    memoryLimit: '2Gi',
    ephemeralStorageLimit: '3Gi',
  });
});

test('what is undefined counts as not asked for', () => {
  expect(complete({ memory: undefined }, defaults).memory).toBe('512Mi');
});

test.each<[keyof Resources, Partial<CompleteResources>]>([
  ['cpuLimit', { cpuLimit: '100m' }],
  ['memoryLimit', { memoryLimit: '256Mi' }],
  ['ephemeralStorageLimit', { ephemeralStorageLimit: '1Mi' }],
])('finds a %s below its request', (limit, asked) => {
  expect(limitsBelowRequests({ ...defaults, ...asked })).toStrictEqual([limit]);
});

test('a limit may equal its request, in other units too', () => {
  expect(limitsBelowRequests({ ...defaults, cpu: '1', cpuLimit: '1000m', memory: '1024Mi' })).toStrictEqual([]);
});
