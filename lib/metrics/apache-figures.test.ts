import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apache, describeApache } from '../../test/apache';
import { freePort } from '../../test/free-port';
import { doorPod } from '../runtime/door';
import { profiles } from '../runtime/profiles';
import { loginValue } from '../secrets/login';
import { Access, closedBy } from '../site/access';
import { Metrics, metricsOf } from '../site/metrics';
import type { PodMount, PodSettings } from '../site/pod';
import { apacheFigures } from './apache-figures';

const { mounts = {}, sidecars } = apacheFigures(profiles.official, metricsOf(Metrics.operator())) ?? {};
const textIn = (settings: PodSettings | undefined, path: string) => {
  const mount: PodMount | undefined = settings?.mounts?.[path];
  return mount !== undefined && 'file' in mount ? mount.file : '';
};

test('nobody is asked where nobody asks, nor where nobody knows how', () => {
  expect(apacheFigures(profiles.official, undefined)).toBeUndefined();
  expect(apacheFigures(profiles.flightdeck, metricsOf(Metrics.operator()))).toBeUndefined();
});

test('the exporter asks what Apache answers, and has no probe by which its slowness would take the pod from visitors', () => {
  const exporter = sidecars?.['apache-exporter'];
  expect(exporter?.args).toContain('--scrape_uri=http://127.0.0.1:9118/?auto');
  expect(textIn({ mounts }, '/etc/apache2/conf-enabled/zz-status.conf')).toContain('Listen 127.0.0.1:9118');
  expect(exporter).not.toHaveProperty('readinessProbe');
});

describeApache(() => {
  let apache: Apache;
  let folder: string;
  let status: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'figures-'));
    mkdirSync(join(folder, 'html'));
    mkdirSync(join(folder, 'access'));
    writeFileSync(join(folder, 'html/index.html'), 'the site');
    const auth = { from: 'login', part: 'auth', user: 'shop' } as const;
    writeFileSync(join(folder, 'access/auth'), loginValue(auth, 'right'));
    status = await freePort();
    const door = doorPod(profiles.official, closedBy(Access.password()), ['password', 'noindex']);
    // A closed site, whose door is before everything else.
    const files = [
      textIn(door, '/etc/apache2/conf-enabled/zz-access.conf').replaceAll(
        '/etc/apache2/access',
        join(folder, 'access'),
      ),
      textIn({ mounts }, '/etc/apache2/conf-enabled/zz-status.conf').replaceAll('9118', String(status)),
    ];
    const modules = ['authn_core', 'authn_file', 'authz_user', 'auth_basic'];
    apache = await Apache.start(folder, modules, [`CustomLog ${folder}/access.log "%U"`, ...files]);
  });
  afterAll(async () => {
    await apache.stop();
    rmSync(folder, { recursive: true });
  });

  test('its workers and requests are counted, on a port of its own, without an address of a visitor', async () => {
    await apache.ask('/index.html', { 'X-Forwarded-For': '203.0.113.7' });
    const text = await (await fetch(`http://127.0.0.1:${status}/?auto`)).text();
    for (const figure of ['Total Accesses', 'BusyWorkers', 'IdleWorkers', 'Scoreboard', 'Total Duration'])
      expect(text).toMatch(new RegExp(`^${figure}: `, 'm'));
    expect(text).not.toMatch(/203\.0\.113|index\.html/);
  });

  test('visitors get the site and nothing of it', async () => {
    expect((await apache.ask('/', { 'X-Forwarded-For': '203.0.113.7' })).status).toBe(401);
    for (const path of ['/?auto', '/server-status?auto'])
      expect((await apache.ask(path)).body).not.toContain('Scoreboard');
  });

  test('no question stands in the log', async () => {
    await fetch(`http://127.0.0.1:${status}/asked?auto`);
    await apache.ask('/index.html');
    const log = readFileSync(join(folder, 'access.log'), 'utf8');
    expect(log).toContain('/index.html');
    expect(log).not.toContain('/asked');
  });
});
