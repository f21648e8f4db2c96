import type { DeployContext } from '../context/deploy-context';
import type { Kubectl } from '../kubectl/kubectl';
import { versionProblems } from './versions';

function problems(clientVersion?: object, serverVersion?: object, kubernetes?: string): Promise<string[]> {
  const kubectl = { versions: async () => ({ clientVersion, serverVersion }) } as unknown as Kubectl;
  return versionProblems({ kubectl, dist: { plan: { kubernetes } } } as DeployContext);
}

const version = (major: string, minor: string) => ({ major, minor });

test.each([
  ['1', '27'],
  ['1', '37+'],
  ['2', '0'],
])('%s.%s will do', async (major, minor) => {
  expect(await problems(version(major, minor), version(major, minor))).toEqual([]);
});

test('what is too old is told, on either side', async () => {
  expect(await problems(version('1', '26'), version('1', '25+'))).toEqual([
    'kubectl is 1.26, and 1.27 or newer is needed: install a newer one',
    'the API server is 1.25+, and 1.27 or newer is needed: upgrade the cluster',
  ]);
});

test('a server older than the site file says is told', async () => {
  expect(await problems(version('1', '30'), version('1', '28'), '1.29')).toEqual([
    "the API server is 1.28, and 1.29 or newer is needed: upgrade the cluster, or correct the Cluster's version in the site file",
  ]);
  expect(await problems(version('1', '27'), version('1', '29'), '1.29')).toEqual([]);
});

test('a version that is not told is a problem, too', async () => {
  expect(await problems(version('1', '30'))).toEqual(['the API server does not tell its version']);
});
