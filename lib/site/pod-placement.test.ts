import { placementFields } from './pod-placement';

test('names that several levels give to one address are joined, since an address may stand there once', () => {
  const hostAliases = [
    { ip: '10.0.0.1', hostnames: ['a.example', 'b.example'] },
    { ip: '::1', hostnames: ['c.example'] },
    { ip: '10.0.0.1', hostnames: ['b.example', 'd.example'] },
  ];
  expect(placementFields({ hostAliases }).hostAliases).toStrictEqual([
    { ip: '10.0.0.1', hostnames: ['a.example', 'b.example', 'd.example'] },
    { ip: '::1', hostnames: ['c.example'] },
  ]);
});

test('nothing is emitted that nobody says', () => {
  expect(placementFields({})).toStrictEqual({});
});
