import { type Case, json, PLAIN } from '../case';

const THEME = 'web/themes/custom/shop';
const build = (scripts: object, more: object = {}) => json({ name: 'shop-theme', scripts, ...more });

export const themes: readonly Case[] = [
  {
    kind: 'a theme that npm builds',
    files: {
      ...PLAIN,
      [`${THEME}/package.json`]: build({ build: 'node build.js' }),
      [`${THEME}/package-lock.json`]: '{}\n',
    },
    says: [`${THEME} is built in the Dockerfile: npm ci --no-audit --no-fund && npm run build`],
    writes: {
      Dockerfile: [
        /FROM node:22\.\d+\.\d+-alpine@sha256:[0-9a-f]{64} AS build-shop\n/,
        `COPY ${THEME}/package.json ${THEME}/package-lock.json ./\nRUN npm ci --no-audit --no-fund\nCOPY ${THEME} ./\nRUN npm run build && rm -rf node_modules\n`,
        `COPY web web\nCOPY --from=build-shop /build/${THEME} ${THEME}\n`,
      ],
    },
  },
  {
    kind: 'themes that Yarn and pnpm build, for another Node and without a lock',
    files: {
      ...PLAIN,
      'web/themes/custom/a/package.json': build({ production: 'gulp' }, { engines: { node: '^18' } }),
      'web/themes/custom/a/yarn.lock': '',
      'web/themes/custom/b/package.json': build({ 'build:prod': 'vite build' }),
      'web/themes/custom/b/pnpm-lock.yaml': '',
      'web/themes/custom/c/package.json': build({ build: 'sass' }),
      'web/themes/contrib/x/package.json': build({ build: 'sass' }),
      'web/core/package.json': build({ build: 'yarn' }),
    },
    says: [
      'yarn install --frozen-lockfile && yarn run production; with node:18-alpine, as it asks for Node ^18',
      'corepack enable && pnpm install --frozen-lockfile && pnpm run build:prod',
      'npm install --no-audit --no-fund && npm run build; without a lock file',
    ],
    saysNot: ['contrib', 'web/core'],
  },
  {
    kind: 'scripts of which none is known to build, and a build at the root',
    files: {
      ...PLAIN,
      [`${THEME}/package.json`]: build({ lint: 'eslint .', watch: 'x' }),
      'package.json': json({ name: 'shop', scripts: { build: 'gulp' } }),
    },
    says: [
      `${THEME} has scripts (watch), none of which is known to build`,
      'package.json at the root has the script build',
    ],
    writesNot: { Dockerfile: ['node:'] },
  },
  {
    kind: 'scripts that build nothing, with a Gulpfile and without',
    files: {
      ...PLAIN,
      [`${THEME}/package.json`]: build({ test: 'echo "Error: no test specified"' }),
      [`${THEME}/gulpfile.js`]: '',
      'web/modules/custom/package.json': build({ 'lint:css': 'stylelint .', test: 'jest' }),
    },
    says: [`${THEME} has a gulpfile.js, and no script that is known to build. If it makes what the site serves`],
    saysNot: ['web/modules/custom has'],
  },
  {
    kind: 'modules of sites of a multisite that are not deployed',
    files: {
      ...PLAIN,
      'web/sites/a.example.org/settings.php': '<?php\n',
      'web/sites/a.example.org/modules/a/package.json': build({ build: 'vite build' }),
      'web/sites/all/themes/b/package.json': build({ build: 'vite build' }),
    },
    says: ['web/sites/all/themes/b is built in the Dockerfile'],
    saysNot: ['web/sites/a.example.org/modules'],
    writesNot: { Dockerfile: ['a.example.org'] },
  },
];
