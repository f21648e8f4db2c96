import { assumed, report } from './report';

const wrong = { message: 'is wrong', allowed: 'what is right', fix: 'mend it' };
const lines = (path: string) => [`  ${path}: is wrong`, '    allowed: what is right', '    fix:     mend it'];

test('groups by site and environment, and counts', () => {
  const text = report([
    { ...wrong, site: 'shop', path: 'name' },
    { ...wrong, site: 'blog', environment: 'live', path: 'hosts', value: [] },
    { ...wrong, site: 'shop', path: 'image' },
    { ...wrong, site: 'shop', environment: 'live', path: 'branch' },
  ]);
  expect(text.split('\n')).toStrictEqual([
    'shop',
    ...lines('name'),
    ...lines('image'),
    '',
    'blog live',
    '  hosts: [] is wrong',
    ...lines('hosts').slice(1),
    '',
    'shop live',
    ...lines('branch'),
    '',
    '4 problems, so nothing was written.',
  ]);
});

test('tells what several environments have once', () => {
  const of = (site: string, environment: string, path: string) => ({ ...wrong, site, environment, path });
  const text = report([
    of('shop', 'live', '$TOKEN'),
    of('shop', 'stage', '$TOKEN'),
    of('blog', 'live', '$TOKEN'),
    of('shop', 'live', 'Job/release'),
    of('shop', 'stage', 'Job/release'),
    of('blog', 'live', 'Job/release'),
  ]);
  expect(text.split('\n')).toStrictEqual([
    'shop live, stage; blog live',
    ...lines('$TOKEN'),
    '',
    'shop live, stage',
    ...lines('Job/release'),
    '',
    'blog live',
    ...lines('Job/release'),
    '',
    '3 problems, so nothing was written.',
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
