import type { Kubectl } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';
import { versionProblems } from './look-version';

function problems(clientVersion?: object, serverVersion?: object): Promise<string[]> {
  const kubectl = { versions: async () => ({ clientVersion, serverVersion }) } as unknown as Kubectl;
  return versionProblems({ kubectl } as DeployContext);
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

test('a version that is not told is a problem, too', async () => {
  expect(await problems(version('1', '30'))).toEqual(['the API server does not tell its version']);
});
