import type { ComposerLayout, Decisions } from '../decide/decide';
import type { ThemeStage } from '../decide/themes';
import type { Repository } from '../look/repository';
import { scaffold } from './scaffold';

const COMPOSER = 'composer:2.10.3@sha256:0eb06219c94ab9c54af632e7ffd85c4b99908f65aa280f459cc03ac46b2222fd';
/** The login to private packages is a secret of the build, which reaches no layer: docs/private-packages.md. */
const INSTALL = [
  'RUN --mount=type=secret,id=composer_auth \\',
  '    COMPOSER_AUTH="$(cat /run/secrets/composer_auth 2> /dev/null || true)" \\',
  '    composer install --no-dev --no-interaction --no-progress --prefer-dist --optimize-autoloader',
];
const WIDTH = 100;

/** The Dockerfile of a profile. In the image, everything is below /var/www by the path that it has in the repository. */
export function dockerfile(profile: string, repository: Repository, decisions: Decisions): string {
  const { docroot } = repository;
  const { composer, php, extensions, themes, beside } = decisions;
  const binDirs = composer === undefined ? ['vendor/bin', `${docroot}/vendor/bin`] : [composer.binDir];
  const text = scaffold(`${profile}.Dockerfile`, {
    php: php.release.image,
    apt: wrapped(extensions.apt, '      '),
    configure: extensions.configure.map((line) => `docker-php-ext-configure ${line}; \\\n    `).join(''),
    extensions: extensions.own.join(' '),
    pecl: extensions.pecl.join(' '),
    docroot,
    link: link(docroot),
    themes: themes.map(themeStage).join(''),
    dependencies: dependencies(profile, composer),
    code: [
      ...beside.map((name) => `COPY ${name} ${name}`),
      `COPY ${docroot} ${docroot}`,
      ...themes.map(({ name, folder }) => `COPY --from=${name} /build/${folder} ${folder}`),
    ].join('\n'),
    copyDependencies: composer === undefined ? '' : 'COPY --from=dependencies /var/www /var/www',
    path: binDirs.map((folder) => `/var/www/${folder}`).join(':'),
    noDrush: composer === undefined ? 'put it into the image' : 'composer require drush/drush',
  });
  return text.replace(/(FROM base)\n\n/g, '$1\n').replace(/\n{3,}/g, '\n\n');
}

/** Apache serves html/, whatever the repository calls it. */
function link(docroot: string): string {
  if (docroot === 'html') return 'RUN chown root:root /var/www/html && chmod 755 /var/www/html';
  return [
    `# Drush wants Drupal where Composer has put it, so ${docroot}/ is the folder and html/, which Apache serves, the link.`,
    'WORKDIR /var/www',
    `RUN rm -rf html && mkdir -p ${docroot} && ln -s ${docroot} html`,
  ].join('\n');
}

/** The stage that Composer fills: made again only when composer's files change, not when the code does. */
function dependencies(profile: string, composer: ComposerLayout | undefined): string {
  if (composer === undefined) return '';
  const folder = composer.folder === '' ? '' : `${composer.folder}/`;
  return [
    '',
    "# What composer brings. It stays as it was until composer's files change.",
    'FROM base AS dependencies',
    ...(profile === 'official' ? [`COPY --from=${COMPOSER} /usr/bin/composer /usr/local/bin/composer`] : []),
    'ENV COMPOSER_ALLOW_SUPERUSER=1',
    'WORKDIR /var/www',
    `COPY ${folder}composer.json ${folder}composer.lock* ./${folder}`,
    ...composer.named.map((name) => `COPY ${name} ${name}`),
    ...(folder === '' ? [] : [`WORKDIR /var/www/${composer.folder}`]),
    ...INSTALL,
    'RUN chmod -R u=rwX,go=rX /var/www',
    '',
  ].join('\n');
}

/** Installs by the lock file first, so that a change of the theme alone does not install anew. */
function themeStage({ name, folder, image, manifests, install, build }: ThemeStage): string {
  return [
    '',
    `# What ${folder} builds with npm. Take this stage out if the result is in git.`,
    `FROM ${image} AS ${name}`,
    `WORKDIR /build/${folder}`,
    `COPY ${manifests.map((file) => `${folder}/${file}`).join(' ')} ./`,
    `RUN ${install}`,
    `COPY ${folder} ./`,
    `RUN ${build} && rm -rf node_modules`,
    '',
  ].join('\n');
}

/** Words in lines of a Dockerfile's command. */
function wrapped(words: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + word.length < WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(` \\\n${indent}`);
}
