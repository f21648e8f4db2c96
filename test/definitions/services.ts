import fc from 'fast-check';
import {
  type BackingService,
  Cache,
  Database,
  Files,
  type FilesService,
  HttpCache,
  type HttpCacheService,
  Mail,
  type MailService,
  Search,
} from '../../lib';
import { cidr } from './addresses';
import { partial, resources, size } from './amounts';
import { pinnedImage } from './images';
import { configset, databaseServer, host, objectName, path, server } from './names';
import { placement } from './pods';
import { secretSource } from './secrets';
import { called } from './source';
import { someText } from './text';

/** What a site is bound to, by every factory. */

const port = fc.integer({ min: 1, max: 65_535 });
const user = fc.constantFrom('default', 'shop', 'Ünïcode');
const cidrs = fc.array(cidr, { minLength: 1, maxLength: 4 });

/** What somebody else has made: a storage's keys, a managed server's password. */
const knownSecret = secretSource.filter(({ from }) => from !== 'generated');

/** What a managed server takes. */
const managed = fc
  .tuple(
    fc.record({ host: databaseServer, database: someText, user: someText, password: knownSecret }),
    partial({ port, ca: knownSecret, addresses: cidrs, client: pinnedImage }),
  )
  .map(([required, optional]) => ({ ...required, ...optional }));

const nfs = fc
  .tuple(fc.record({ server, path }), partial({ size }))
  .map(([required, optional]) => ({ ...required, ...optional }));

const existing = (accessMode: FilesService['accessMode']) =>
  called('Files.existing', Files.existing, fc.record({ claim: objectName, accessMode: fc.constant(accessMode) }));

const settings: fc.Arbitrary<Record<string, string | number | boolean>> = fc.constantFrom<
  Record<string, string | number | boolean>
>({ max_connections: 50 }, { slow_query_log: true, long_query_time: 0.5 }, { sql_mode: 'ANSI' });

const postgresqlSettings: fc.Arbitrary<Record<string, string | number | boolean>> = fc.constantFrom<
  Record<string, string | number | boolean>
>({ max_connections: 50 }, { jit: false, work_mem: '8MB' }, { 'pg_stat_statements.track': 'all' });

export const database: fc.Arbitrary<BackingService> = accepted(
  fc.oneof(
    called(
      'Database.mariadb',
      Database.mariadb,
      partial({ size, image: pinnedImage, resources, settings, pod: placement }),
    ),
    called('Database.mysql', Database.mysql, managed),
    called(
      'Database.postgresql',
      Database.postgresql,
      partial({ size, image: pinnedImage, resources, settings: postgresqlSettings, pod: placement }),
    ),
    called('Database.managedPostgresql', Database.managedPostgresql, managed),
  ),
);

/** Files that one node can mount. */
export const filesOfOneNode: fc.Arbitrary<FilesService> = fc.oneof(
  called('Files.block', Files.block, partial({ size })),
  existing('ReadWriteOnce'),
);

/** Files that all nodes can mount. */
export const filesOfAllNodes: fc.Arbitrary<FilesService> = fc.oneof(
  called('Files.nfs', Files.nfs, nfs),
  called(
    'Files.shared',
    Files.shared,
    fc.tuple(fc.record({ storageClass: objectName }), partial({ size })).map(([a, b]) => ({ ...a, ...b })),
  ),
  existing('ReadWriteMany'),
  called(
    'Files.s3',
    Files.s3,
    fc
      .tuple(
        fc.record({
          endpoint: fc.constantFrom('https://s3.example.com', 'http://10.0.0.5:9000'),
          bucket: fc.constantFrom('files', 'shop.files-2'),
          accessKey: knownSecret,
          secretKey: knownSecret,
        }),
        partial({
          region: fc.constantFrom('eu-central-1', 'fra1'),
          folder: fc.constantFrom('/', 'shop', 'shop/v1.2/files_x'),
          publicHost: host,
          acl: fc.boolean(),
          pathStyle: fc.boolean(),
          addresses: cidrs,
          size,
        }),
      )
      .map(([required, optional]) => ({ ...required, ...optional })),
  ),
);

const cacheProps = partial({ memory: size, image: pinnedImage, resources, pod: placement });

const managedRedis = fc
  .tuple(
    fc.record({ host: server }),
    fc.oneof(fc.constant({}), fc.record({ password: secretSource }), fc.record({ user, password: secretSource })),
    partial({ port, database: fc.integer({ min: 0, max: 15 }), tls: fc.boolean(), ca: secretSource, addresses: cidrs }),
  )
  .map(([required, login, optional]) => ({ ...required, ...login, ...optional }));

export const cache: fc.Arbitrary<BackingService> = accepted(
  fc.oneof(
    called('Cache.redis', Cache.redis, cacheProps),
    called('Cache.valkey', Cache.valkey, cacheProps),
    called('Cache.memcached', Cache.memcached, cacheProps),
    called('Cache.managedRedis', Cache.managedRedis, managedRedis),
  ),
);

/** VCL in which nothing is left open, since that is all that is judged. */
const vclText = fc.constantFrom('sub vcl_recv { }', 'sub vcl_deliver { set resp.http.X = {"{"}; } # }');
const filledText = someText.filter((text) => text.trim() !== '' && !/[\0\p{Surrogate}]/u.test(text));

const varnishProps = partial({
  replicas: fc.integer({ min: 1, max: 100 }),
  memory: size,
  grace: fc.integer({ min: 0, max: 30 * 86_400 }),
  cookies: fc.array(fc.constantFrom('SimpleSAML*', 'a.b', 'x^$|~', '!#%*'), { maxLength: 3 }),
  page: filledText,
  vcl: fc.oneof(vclText, fc.record({ whole: vclText })),
  image: pinnedImage,
  resources,
  pod: placement,
});

/** For a third of the sites that say something of it, none: as an environment may have it. */
export const httpCache: fc.Arbitrary<HttpCacheService | false> = fc.oneof(
  { weight: 2, arbitrary: accepted(called('HttpCache.varnish', HttpCache.varnish, varnishProps)) },
  { weight: 1, arbitrary: fc.constant(false as const) },
);

const solrCores = fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/), partial({ configset }), {
  minKeys: 1,
  maxKeys: 4,
});

const searchServer = partial({ size, image: pinnedImage, resources, pod: placement });

export const search: fc.Arbitrary<BackingService> = accepted(
  fc.oneof(
    called(
      'Search.solr',
      Search.solr,
      fc
        .tuple(searchServer, fc.oneof(partial({ configset }), fc.record({ cores: solrCores })))
        .map(([common, cores]) => ({ ...common, ...cores })),
    ),
    called('Search.opensearch', Search.opensearch, searchServer),
  ),
);

/** Mostly one that delivers, since a live environment takes no other. */
export const mail: fc.Arbitrary<MailService> = accepted(
  fc.oneof(
    {
      weight: 9,
      arbitrary: called(
        'Mail.smtp',
        Mail.smtp,
        fc
          .tuple(
            fc.record({ host: server, port }),
            fc.oneof(fc.constant({}), fc.record({ user: fc.constant('shop'), password: secretSource })),
            partial({ encryption: fc.constantFrom('starttls' as const, 'tls' as const), addresses: cidrs }),
          )
          .map(([required, login, optional]) => ({ ...required, ...login, ...optional })),
      ),
    },
    {
      weight: 1,
      arbitrary: called('Mail.mailpit', Mail.mailpit, partial({ image: pinnedImage, resources, pod: placement })),
    },
  ),
);

/** A service of the user's own: a mail relay outside the cluster. */
const relay = (address: string, secret: string): BackingService => ({
  id: 'relay',
  bind: () => ({
    env: { RELAY_HOST: 'relay.example.com', RELAY_PASSWORD: { secret, key: 'password' } },
    mounts: [
      { name: 'relay', path: '/relay', readOnly: true, source: { secrets: [{ secret, keys: { ca: 'ca.pem' } }] } },
    ],
    secrets: [{ name: secret, purpose: 'the mail relay', keys: { password: { from: 'generated' } } }],
    connectsTo: [{ kind: 'addresses', cidrs: [address], ports: [587] }],
  }),
});

export const services: fc.Arbitrary<BackingService[]> = fc.oneof(
  fc.constant<BackingService[]>([]),
  called('relay', relay, cidr, objectName).map((service) => [service]),
);

/** The project refuses limits below requests, which are easier thrown away than avoided. */
function accepted<T extends BackingService>(service: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return service.filter((made) => made.problems?.().length === 0);
}
