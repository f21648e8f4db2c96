import { SecretSource } from '../site/secret-source';
import { mergeNeeds } from './merge-needs';

const generated = SecretSource.generated();

test('joins the keys that several ask of one Secret', () => {
  expect(
    mergeNeeds([
      { name: 'db', purpose: 'the database', keys: { password: generated } },
      { name: 'site', purpose: 'the site', keys: { a: generated } },
      { name: 'db', purpose: 'a backup', keys: { 'root-password': generated } },
    ]),
  ).toStrictEqual([
    { name: 'db', purpose: 'the database', keys: { password: generated, 'root-password': generated } },
    { name: 'site', purpose: 'the site', keys: { a: generated } },
  ]);
});

test('leaves the source of a key to whoever makes it, in whichever order they ask', () => {
  const made = { name: 'db', purpose: 'the database', keys: { password: generated } };
  const read = { name: 'db', purpose: 'a backup', keys: { password: SecretSource.existing('db', 'password') } };
  for (const needs of [
    [made, read],
    [read, made],
  ])
    expect(mergeNeeds(needs)[0]?.keys).toStrictEqual({ password: generated });
});
