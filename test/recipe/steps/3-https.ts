import { connect } from 'node:tls';
import { CLUB, deployClub, prepareClub } from '../club';
import { type Answered, ask, authority, type Facts } from '../https';
import { eventually } from '../process';
import { kept, SHOP, scene } from '../scene';
import { recipeStep, tried } from '../tried';
import { curlAsVisitor, VISITOR } from '../visitor';

const { bed } = scene();

recipeStep('3. HTTPS', () => {
  tried('the certificate, as a browser sees it', async () => {
    const { issuer, names } = await certificate(SHOP.canonical);
    expect(issuer).toMatch(/Pebble/);
    expect(names.sort()).toEqual([SHOP.canonical, SHOP.alias].sort());
    const { status } = await bed.get(SHOP.namespace, 'certificate', 'web-tls');
    expect(status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
    return `for ${names.join(' and ')}, by ${issuer}, through cert-manager and an HTTP-01 challenge`;
  });

  tried('http, and the other host', () => expectRedirects(SHOP.canonical, SHOP.alias));

  tried('who asks, and how, as PHP sees it', async () => {
    const facts = await askAsVisitor(SHOP.canonical);
    expect(facts).toMatchObject({ client: VISITOR, scheme: 'https', host: SHOP.canonical });
    const lied = await askAsVisitor(
      SHOP.canonical,
      'X-Forwarded-For: 198.51.100.9',
      'X-Forwarded-Host: evil.example.test',
    );
    expect(lied).toMatchObject({ client: VISITOR, scheme: 'https', host: SHOP.canonical });
    return `${VISITOR} by https; what the visitor says of himself in X-Forwarded-For is not believed`;
  });

  tried('a request with a foreign Host', async () => {
    const edge = await ask(`http://evil.example.test/`);
    expect(edge.status).toBe(404);
    const php = async (host: string) =>
      (
        await bed.exec(
          SHOP.namespace,
          'deploy/web',
          'curl',
          '-s',
          '-o',
          '/dev/null',
          '-w',
          '%{http_code}',
          '-H',
          `Host: ${host}`,
          'http://127.0.0.1:8080/',
        )
      ).stdout;
    expect(await php('evil.example.test')).toBe('400');
    expect(await php(SHOP.canonical)).toBe('200');
    return 'the edge answers 404, and PHP itself 400';
  });

  tried('the third site, by the Gateway API', async () => {
    await prepareClub();
    await deployClub(kept<{ image: string }>('release').image);
    const { body } = await eventually('a page over HTTPS', 240, async () => {
      const answer = await ask(`https://${CLUB.canonical}/facts`);
      return answer.status === 200 && answer;
    });
    expect(JSON.parse(body)).toMatchObject({ scheme: 'https', host: CLUB.canonical });
    expect((await certificate(CLUB.canonical)).names.sort()).toEqual([CLUB.canonical, CLUB.alias].sort());
    const { items } = await bed.get(CLUB.namespace, 'ingresses');
    expect(items).toEqual([]);
    return 'HTTPRoutes, two pods, a certificate of its own that the Gateway takes from the site’s namespace';
  });

  tried('http, and the other host, by the Gateway API', () => expectRedirects(CLUB.canonical, CLUB.alias));
});

/** http leads to https and the alias to the canonical host, path and query kept; the canonical one serves. */
async function expectRedirects(canonical: string, alias: string): Promise<string> {
  const to = { status: 301, location: `https://${canonical}/a/page?b=c` };
  const seen = ({ status, headers }: Answered) => ({ status, location: headers.location });
  expect(seen(await ask(`http://${canonical}/a/page?b=c`))).toEqual(to);
  expect(seen(await ask(`http://${alias}/a/page?b=c`))).toEqual(to);
  expect(seen(await ask(`https://${alias}/a/page?b=c`))).toEqual(to);
  expect((await ask(`https://${canonical}/`)).status).toBe(200);
  return `all lead to https://${canonical}, with path and query`;
}

async function askAsVisitor(host: string, ...headers: string[]): Promise<Facts> {
  const said = headers.flatMap((header) => ['-H', header]);
  return JSON.parse(await curlAsVisitor(host, '-f', ...said, `https://${host}/facts`));
}

/** The certificate that the edge shows for a host, which the authority must have signed. */
function certificate(host: string): Promise<{ issuer: string; names: string[] }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: bed.port('https'), servername: host, ca: authority() }, () => {
      const { issuer, subjectaltname = '' } = socket.getPeerCertificate();
      socket.end();
      resolve({ issuer: String(issuer.CN), names: subjectaltname.split(', ').map((name) => name.replace('DNS:', '')) });
    });
    socket.on('error', reject);
  });
}
