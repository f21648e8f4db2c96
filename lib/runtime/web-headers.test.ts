import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apache, describeApache } from '../../test/apache';
import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { Edge } from '../edge/edge';
import { Cluster } from '../site/cluster';
import { securityHeaders } from '../site/security-headers';
import { profiles } from './profiles';
import { headersPod } from './web-headers';

const FILE = '/etc/apache2/conf-enabled/zz-headers.conf';
const nginx = Cluster.generic({ edge: Edge.ingress({ className: 'nginx' }) });
const traefik = Cluster.generic({ edge: Edge.ingress({ className: 'traefik' }) });

/** What the web's Apache is told. */
function textFor(headers: Readonly<Record<string, string>>): string {
  const mount = headersPod(profiles.official, headers)?.mounts?.[FILE];
  return mount !== undefined && 'file' in mount ? mount.file : '';
}

test('a site that asks for none has no object and no mount more', () => {
  expect(headersPod(profiles.official, {})).toBeUndefined();
  expect(objectsOf({ cluster: nginx })).toEqual(objectsOf({ cluster: nginx, securityHeaders: undefined }));
});

test('an edge that sets headers leaves nothing to the pods, and another one all', () => {
  const mounts = (cluster: Cluster) =>
    find(objectsOf({ cluster, securityHeaders: {} }), 'Deployment', 'web')
      .spec.template.spec.containers[0].volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)
      .filter((path: string) => path === FILE);
  expect(mounts(traefik)).toEqual([]);
  expect(mounts(nginx)).toEqual([FILE]);
});

test('where neither can, it is refused', () => {
  const { status, report } = synth([{ ...SHOP, cluster: nginx, profile: 'flightdeck', securityHeaders: {} }]);
  expect(status).not.toBe(0);
  expect(report).toContain('securityHeaders: can be set neither by the edge nor in an image of the profile flightdeck');
});

test.each([
  [{ strictTransportSecurity: 'a year' }, 'is not a value of Strict-Transport-Security'],
  [{ frameOptions: 'ALLOW-FROM x' }, 'is not a value of X-Frame-Options'],
  [{ contentSecurityPolicy: "default-src 'self'\nX-Other: yes" }, 'is not the value of a header'],
  [{ contentSecurity: "default-src 'self'" }, 'contentSecurity: is not a property'],
  [{ hsts: false }, 'did you mean "strictTransportSecurity"?'],
  [{ csp: false }, 'did you mean "contentSecurityPolicy"?'],
  [true, 'is not an object'],
])('%j is refused', (asked, said) => {
  expect(synth([{ ...SHOP, securityHeaders: asked as object }]).report).toContain(said);
});

describeApache(() => {
  const headers = { ...securityHeaders({}), 'Content-Security-Policy': `report-uri /a%20b; x "quoted" \\ %{HOST}e` };
  let apache: Apache;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headers-'));
    mkdirSync(join(folder, 'html'));
    writeFileSync(join(folder, 'html/index.html'), 'the site');
    // As in Drupal's own.
    writeFileSync(join(folder, 'html/.htaccess'), 'Header always set X-Content-Type-Options nosniff\n');
    apache = await Apache.start(folder, ['headers'], ['Header set X-Frame-Options "as-a-page-says"', textFor(headers)]);
  });
  afterAll(async () => {
    await apache.stop();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['/', 200],
    ['/nothing', 404],
  ])('%s has each header once, as it is written', async (path, status) => {
    const answer = await apache.ask(path);
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(headers))
      expect([name, answer.headers[name.toLowerCase()]]).toEqual([name, value]);
  });
});
