import { countsIn, since } from './rows';

test('counts are read, and what is none is left out', () => {
  expect([...countsIn('users:3;node:12;broken')]).toStrictEqual([
    ['users', 3],
    ['node', 12],
  ]);
  expect(countsIn('').size).toBe(0);
});

test('says what has come and gone, table by table', () => {
  expect(
    since('users:3;node:12;comment:5;taxonomy_term_data:2', 'node:10;comment:9;media:1;taxonomy_term_data:2'),
  ).toStrictEqual([
    'users: 3 fewer than before the release',
    'node: 2 fewer than before the release',
    'comment: 4 more than before the release',
    'media: 1 more than before the release',
  ]);
});
