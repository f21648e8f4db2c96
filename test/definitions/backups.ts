import fc from 'fast-check';
import { Backups, SecretSource, type SiteBackups } from '../../lib';
import { cidr } from './addresses';
import { partial, resources, size } from './amounts';
import { pinnedImage } from './images';
import { file, secretName, variable } from './names';
import { schedule } from './schedules';
import { called } from './source';

/** Where backups go, by every factory. */

const secret = fc.oneof(
  called('SecretSource.environment', SecretSource.environment, variable),
  called('SecretSource.existing', SecretSource.existing, secretName, file),
);

const sanitise = fc
  .tuple(
    fc.record({
      bucket: fc.constant('copies'),
      accessKey: secret,
      secretKey: secret,
      password: fc.constant(SecretSource.existing('copies', 'password')),
    }),
    partial({
      folder: fc.constantFrom('a', 'a/b.c'),
      commands: fc.constantFrom([], [['drush', "it's $HOME"]] as [string, ...string[]][]),
      empty: fc.constantFrom(['letters'], ['a_1', 'B']),
    }),
  )
  .map(([required, optional]) => ({ ...required, ...optional }));

const common = fc
  .tuple(
    fc.record({
      bucket: fc.constantFrom('backups', 'a.b-c', 'x'.repeat(63)),
      accessKey: secret,
      secretKey: secret,
      password: secret,
    }),
    partial({
      schedule,
      timeout: fc.integer({ min: 60, max: 86_400 }),
      keep: fc.constantFrom('all' as const, { daily: 0 }, { weekly: 1000, monthly: 0 }),
      rehearse: fc.oneof(
        fc.constant(false as const),
        partial({ schedule, size, missing: fc.integer({ min: 0, max: 1_000_000_000 }), resources }),
      ),
      exclude: fc.constantFrom(['public/feeds'], ['private/a/b', 'public/*.tmp']),
      addresses: fc.array(cidr, { minLength: 1, maxLength: 3 }),
      cacheSize: size,
      image: pinnedImage,
    }),
  )
  .chain(([required, optional]) =>
    // A copy comes out of a rehearsal.
    (optional.rehearse === false ? fc.constant({}) : partial({ sanitise })).map((copy) => ({
      ...required,
      ...optional,
      ...copy,
    })),
  );

const s3 = fc
  .tuple(
    fc.record({ endpoint: fc.constantFrom('https://s3.example.com', 'http://10.0.0.1:9000') }),
    partial({ region: fc.constantFrom('eu-1'), ca: secret }),
    common,
  )
  .map(([required, optional, others]) => ({ ...required, ...optional, ...others }));

const spaces = fc
  .tuple(fc.record({ region: fc.constantFrom('fra1', 'ams3') }), common)
  .map(([required, others]) => ({ ...required, ...others }));

export const backups: fc.Arbitrary<SiteBackups> = fc.oneof(
  called('Backups.s3', Backups.s3, s3),
  called('Backups.spaces', Backups.spaces, spaces),
);
