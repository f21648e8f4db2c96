import { assumed, report } from './report';

test('groups by site and environment, and counts', () => {
  const text = report([
    { site: 'shop', path: 'name', message: 'is wrong' },
    {
      site: 'blog',
      environment: 'live',
      path: 'hosts',
      message: 'is empty',
      value: [],
      allowed: 'one',
      todo: 'add one',
    },
    { site: 'shop', path: 'image', message: 'is wrong' },
    { site: 'shop', environment: 'live', path: 'branch', message: 'is wrong' },
  ]);
  expect(text.split('\n')).toStrictEqual([
    'shop',
    '  name: is wrong',
    '  image: is wrong',
    '',
    'blog live',
    '  hosts: [] is empty',
    '    allowed: one',
    '    to do:   add one',
    '',
    'shop live',
    '  branch: is wrong',
    '',
    '4 problems, so nothing was written.',
  ]);
});

test('has nothing to say where nothing was assumed', () => {
  expect(assumed([{ site: 'shop', assumptions: [] }])).toBeUndefined();
});

test('says each assumption once, with the sites that it concerns', () => {
  const a = { site: 'a', assumptions: ['x', 'y'] };
  expect(assumed([a, a, { site: 'b', assumptions: ['x', 'z'] }])).toBe('Assumed: x (a, b); y (a); z (b).');
});

test('names three sites and counts the others', () => {
  const sites = ['a', 'b', 'c', 'd', 'e'].map((site) => ({ site, assumptions: ['x'] }));
  expect(assumed(sites)).toBe('Assumed: x (a, b, c and 2 more).');
});
