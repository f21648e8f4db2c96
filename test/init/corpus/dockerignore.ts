import { type Case, PLAIN, SETTINGS } from '../case';

const files = {
  ...PLAIN,
  'web/sites/default/settings.php': SETTINGS,
  'web/modules/custom/cart/cart.info.yml': 'type: module\n',
  'recipes/shop/recipe.yml': 'name: Shop\n',
};
const KEEPS = '.dockerignore keeps from the build what the Dockerfile copies. At its end add:';

export const dockerignore: readonly Case[] = [
  {
    kind: 'a .dockerignore that allows a list',
    files: { ...files, '.dockerignore': '*\n!composer.json\n!web/modules\n' },
    says: [`${KEEPS}\n       !composer.lock\n`, '       !config\n', '       !recipes\n', '       !web/sites\n'],
    saysNot: ['!web/modules', '!composer.json'],
  },
  {
    kind: 'a .dockerignore that leaves out the docroot but for its modules',
    files: { ...files, '.dockerignore': 'web/*\n!web/modules\nnode_modules\n.git\n' },
    says: [
      `${KEEPS}\n       !web/sites\n`,
      'sends along what the image must not hold or does not need. At its end add:\n       dist\n',
    ],
    saysNot: ['!config'],
  },
  {
    kind: 'a .dockerignore of folders that nobody misses',
    files: { ...files, '.dockerignore': '.git\n**/node_modules\ndist\ntests\nREADME.md\n' },
    saysNot: [KEEPS, 'sends along'],
    writes: { '.dockerignore': ['**/.env\n'] },
  },
  {
    kind: 'a Dockerfile of their own, against their .dockerignore',
    files: {
      ...files,
      Dockerfile:
        'FROM php:8.4-apache\nCOPY --chown=www-data ["composer.json", "web", "/var/www/"]\nCOPY --from=x /a /b\n',
      '.dockerignore': '.git\nnode_modules\ndist\nweb/sites\n',
    },
    says: [`${KEEPS}\n       !web/sites\n`],
  },
  {
    kind: 'a Dockerfile of their own that copies all, against their .dockerignore',
    files: {
      ...files,
      'README.md': 'Shop\n',
      '.gitattributes': '\n',
      'tests/a.php': '<?php\n',
      Dockerfile: 'FROM php:8.4-apache\nCOPY . /var/www\n',
      '.dockerignore': '.git*\n**/node_modules\ndist\ntests\nREADME.md\nrecipes\n',
    },
    says: [`${KEEPS}\n       !recipes\n`],
    saysNot: ['!tests', '!README.md', '!.gitattributes'],
  },
];
