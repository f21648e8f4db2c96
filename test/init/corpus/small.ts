import { type Case, CORE, json, LOCK, lock, PLAIN, project } from '../case';

const MARK = '\uFEFF';
const siteFile = (name: string) => `export default defineSite({\n  name: '${name}',\n});\n`;
const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

export const small: readonly Case[] = [
  {
    kind: 'files that begin with a byte order mark',
    files: { ...PLAIN, 'composer.json': MARK + project(), 'composer.lock': MARK + LOCK },
    says: ['Drupal 11.2.4'],
  },
  {
    kind: 'lines that end as Windows has them',
    files: {
      ...PLAIN,
      '.gitignore': '/vendor/\r\n/web/core/\r\n',
      '.dockerignore': '.git\r\nnode_modules\r\n',
      'package.json': json({ name: 'shop', private: true }).replaceAll('\n', '\r\n'),
    },
    writes: { '.gitignore': [/^\/vendor\/\r\n\/web\/core\/\r\n\r\n# cdk8s-drupal\r\n/] },
  },
  {
    kind: 'two sites of one repository with one name',
    at: 'sites/north',
    files: {
      ...below('sites/north', PLAIN),
      ...below('sites/south', PLAIN),
      'sites/south/sites/shop.ts': siteFile('shop'),
    },
    says: ['name north, from the folder, since another site here is called shop'],
    writes: { 'sites/north.ts': ["name: 'north'"] },
  },
  {
    kind: 'a name that another site of the repository has',
    at: 'north',
    options: { name: 'shop' },
    files: { ...below('north', PLAIN), 'south/sites/shop.ts': siteFile('shop') },
    refuses: ['--name: "shop" is the name of a site in another folder of this repository'],
  },
  {
    kind: 'a composer.json that is no JSON',
    files: { 'composer.json': '{', 'composer.lock': lock([CORE]) },
    refuses: ['composer.json: cannot be read'],
  },
];
