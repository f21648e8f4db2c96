import fc from 'fast-check';
import { type BackingService, Cache, Database, Files, type FilesService, Search } from '../../lib';
import { cidr } from './addresses';
import { partial, resources, size } from './amounts';
import { pinnedImage } from './images';
import { configset, databaseServer, objectName, path, server } from './names';
import { secretSource } from './secrets';
import { called } from './source';
import { someText } from './text';

/** What a site is bound to, by every factory. */

const port = fc.integer({ min: 1, max: 65_535 });
const cidrs = fc.array(cidr, { minLength: 1, maxLength: 4 });

const mysql = fc
  .tuple(
    fc.record({ host: databaseServer, database: someText, user: someText, password: secretSource }),
    partial({ port, ca: secretSource, addresses: cidrs }),
  )
  .map(([required, optional]) => ({ ...required, ...optional }));

const nfs = fc
  .tuple(fc.record({ server, path }), partial({ size }))
  .map(([required, optional]) => ({ ...required, ...optional }));

const existing = (accessMode: FilesService['accessMode']) =>
  called('Files.existing', Files.existing, fc.record({ claim: objectName, accessMode: fc.constant(accessMode) }));

export const database: fc.Arbitrary<BackingService> = accepted(
  fc.oneof(
    called('Database.mariadb', Database.mariadb, partial({ size, image: pinnedImage, resources })),
    called('Database.mysql', Database.mysql, mysql),
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
  existing('ReadWriteMany'),
);

export const cache: fc.Arbitrary<BackingService> = fc.oneof(
  called('Cache.redis', Cache.redis, partial({ memory: size, image: pinnedImage })),
  called('Cache.memcached', Cache.memcached, partial({ memory: size, image: pinnedImage })),
);

export const search: fc.Arbitrary<BackingService> = accepted(
  called('Search.solr', Search.solr, partial({ size, configset, image: pinnedImage, resources })),
);

/** A service of the user's own: a mail relay outside the cluster. */
const relay = (address: string, secret: string): BackingService => ({
  id: 'relay',
  bind: () => ({
    env: { SMTP_HOST: 'relay.example.com', SMTP_PASSWORD: { secret, key: 'password' } },
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
