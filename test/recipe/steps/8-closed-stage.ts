import { DEN, denStatus, deployDen } from '../den';
import { type Answered, ask } from '../https';
import { eventually } from '../process';
import { kept, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';
import { curlAsVisitor } from '../visitor';

const { bed } = scene();
const PAGE = `https://${DEN.host}/`;
const FILE = `https://${DEN.host}/modules/contrib/redis/redis.services.yml`;

let login = '';

recipeStep('8. Every day', () => {
  const deploy = (edge: Parameters<typeof deployDen>[1], own?: string) =>
    deployDen(kept<{ image: string }>('release').image, edge, own);

  tried('a stage asks for a password, and live does not', async () => {
    bed.addHosts(DEN.host);
    await deploy('traefik');
    const said = await denStatus();
    const [, user, password] = /asks for a password: user (\S+), password (\S+)/.exec(said) ?? [];
    login = `${user}:${password}`;
    await closedBy401('a certificate through the closed stage, and 401', 240);
    const { status } = await bed.get(DEN.namespace, 'certificate', 'web-tls');
    expect(status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
    const live = await ask(`https://${SHOP.canonical}/`);
    expect({ status: live.status, robots: live.headers['x-robots-tag'] }).toEqual({ status: 200, robots: undefined });
    return `401 to strangers, 200 to ${user} with the password that status shows, noindex to both; the certificate came all the same`;
  });

  tried('another password', async () => {
    await bed.kubectl('--namespace', DEN.namespace, 'delete', 'secret', 'web-access');
    expect(await deploy('traefik')).toContain('generated web-access/username');
    const old = login;
    const [, user, password] = /user (\S+), password (\S+)/.exec(await denStatus()) ?? [];
    login = `${user}:${password}`;
    expect(login).not.toBe(old);
    await closedBy401('the new password', 30);
    expect((await ask(PAGE, { login: old })).status).toBe(401);
    return 'the old one gets 401 as soon as the new one gets 200';
  });

  tried('a stage that lets an address in', async () => {
    await deploy('traefik', "access: Access.addresses(['203.0.113.0/24'])");
    await eventually('403 to all others', 30, async () => (await ask(PAGE)).status === 403);
    expect((await ask(PAGE)).headers['x-robots-tag']).toBe('noindex');
    const code = await curlAsVisitor(DEN.host, '-o', '/dev/null', '-w', '%{http_code}', PAGE);
    expect(code.trim()).toBe('200');
    return '200 to 203.0.113.7, 403 to others';
  });

  tried('an edge of which nothing is known: Apache asks', async () => {
    expect(await deploy('unknown')).toContain('deployed');
    expect((await bed.get(DEN.namespace, 'middlewares')).items).toEqual([]);
    await closedBy401('401 by Apache', 60);
    const [pod] = (await bed.get(DEN.namespace, 'pods', '--selector', 'app.kubernetes.io/component=web')).items;
    expect(pod.status.containerStatuses[0]).toMatchObject({ ready: true, restartCount: 0 });
    return 'the same answers; the kubelet’s probes pass, and the pod is ready';
  });

  tried('a Gateway of Traefik', async () => {
    await letGatewayRead();
    await deploy('gateway');
    // Beside them may stand cert-manager's, which answers a challenge.
    const { items } = await bed.get(
      DEN.namespace,
      'ingresses',
      '--selector',
      'app.kubernetes.io/managed-by=cdk8s-drupal',
    );
    expect(items).toEqual([]);
    await closedBy401('401 by the Gateway', 240);
    return 'the same answers, by filters of the HTTPRoute';
  });

  tried('a stage that is opened', async () => {
    expect(await deploy('traefik', 'access: Access.open()')).toContain('was closed, and is open to everybody now');
    const open = await eventually('a page without a password', 60, async () => {
      const answer = await ask(PAGE);
      return answer.status === 200 && answer;
    });
    expect(open.headers['x-robots-tag']).toBeUndefined();
    const { items } = await bed.get(DEN.namespace, 'middlewares');
    expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['web-redirect']);
    return '200 to all; both Middlewares are gone';
  });
});

/** Strangers are asked for a password and who has it comes in, to pages as to files; robots are told in each answer. */
async function closedBy401(what: string, seconds: number): Promise<void> {
  await eventually(what, seconds, async () => {
    const [stranger, friend] = await Promise.all([ask(PAGE), ask(PAGE, { login })]);
    return stranger.status === 401 && friend.status === 200;
  });
  const robots = ({ status, headers }: Answered) => [status, headers['x-robots-tag']];
  expect(robots(await ask(PAGE))).toEqual([401, 'noindex']);
  expect(robots(await ask(PAGE, { login }))).toEqual([200, 'noindex']);
  expect((await ask(PAGE, { login: 'den:wrong' })).status).toBe(401);
  expect([401, 403]).toContain((await ask(FILE)).status);
  expect((await ask(FILE, { login })).status).toBe(403); // by .htaccess, as on live
}

/** The shared Gateway takes the certificate of this site, as its administrator lets it; that of the other one has gone with its site. */
async function letGatewayRead(): Promise<void> {
  const value = [{ name: 'web-tls', namespace: DEN.namespace }];
  const patch = [{ op: 'replace', path: '/spec/listeners/1/tls/certificateRefs', value }];
  const args = ['patch', 'gateway', 'web', '--type=json', '--patch', JSON.stringify(patch)];
  await bed.kubectl('--namespace', 'gateways', ...args);
}
