import type { DeployPlanProps } from '../../lib/contract/deploy-plan';
import type { DeployContext } from '../context/deploy-context';
import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { doorLines } from './door-line';
import { loginLines } from './login-lines';

const URL = 'https://stage.example.com/';
const PASSWORD = { by: 'password', secret: 'web-access' } as const;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const distOf = (closed: DeployPlanProps['closed']) =>
  ({ namespace: 'shop-stage', plan: { url: URL, closed } }) as unknown as Dist;

describe('a deploy says who comes in', () => {
  const deployed = (closed: DeployPlanProps['closed']): KubernetesObject[] => [
    { kind: 'ConfigMap', metadata: { name: 'deploy' }, data: { 'plan.json': JSON.stringify({ closed }) } } as never,
  ];

  test.each<[what: string, closed: DeployPlanProps['closed'], live: KubernetesObject[], says: RegExp[]]>([
    ['nothing of what was open and is', undefined, deployed(undefined), []],
    ['of what is new and closed', PASSWORD, [], [/^shop-stage asks for a password, .*status/]],
    ['of what was closed and is', PASSWORD, deployed(PASSWORD), [/^shop-stage asks for a password/]],
    ['of what was open, and how to keep it so', PASSWORD, deployed(undefined), [/was open, .*Access\.open\(\)/]],
    ['of what was closed and is open', undefined, deployed(PASSWORD), [/is open to everybody now/]],
    ['of addresses', { by: 'addresses' }, [], [/lets only the addresses in/]],
  ])('%s', (_what, closed, live, says) => {
    const lines = doorLines(distOf(closed), live);
    expect(lines).toEqual(says.map((one) => expect.stringMatching(one)));
  });
});

describe('status shows the login', () => {
  const linesFor = (closed: DeployPlanProps['closed'], secret: object, variables: NodeJS.ProcessEnv = {}) =>
    loginLines({ dist: distOf(closed), kubectl: { run: async () => secret }, variables } as unknown as DeployContext);
  const there = { status: 0, stdout: `${base64('shop')} ${base64('open-sesame')}\n`, stderr: '' };

  test('to whoever may read the Secret', async () => {
    expect(await linesFor(PASSWORD, there)).toEqual([`${URL} asks for a password: user shop, password open-sesame`]);
  });

  test('but not in a job, whose log others read', async () => {
    const [line] = await linesFor(PASSWORD, there, { CI: 'true' });
    expect(line).toContain('user shop');
    expect(line).not.toContain('open-sesame');
  });

  test.each<[what: string, answer: object]>([
    ['may not be read', { status: 1, stdout: '', stderr: 'Forbidden' }],
    ['has no password', { status: 0, stdout: `${base64('shop')} <no value>`, stderr: '' }],
  ])('and says so where it %s', async (_what, answer) => {
    expect(await linesFor(PASSWORD, answer)).toEqual([expect.stringContaining('may not read it')]);
  });

  test('nothing where it is open', async () => {
    expect(await linesFor(undefined, there)).toEqual([]);
  });
});
