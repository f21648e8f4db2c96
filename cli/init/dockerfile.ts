import type { Repository } from './repository';
import { scaffold } from './scaffold';

const INSTALL = 'RUN composer install --no-dev --no-interaction --no-progress --prefer-dist --optimize-autoloader';

/** The Dockerfile of a profile for a repository's layout. */
export function dockerfile(profile: string, repository: Repository): string {
  const { docroot, composer } = repository;
  const vendors =
    composer === 'docroot' ? ['html/vendor'] : composer === 'root' ? ['vendor'] : ['vendor', 'html/vendor'];
  const text = scaffold(`${profile}.Dockerfile`, {
    docroot,
    dependencies: dependencies(profile, repository),
    code: [
      ...['config', ...repository.besideDocroot].map((name) => `COPY ${name} ${name}`),
      `COPY ${docroot} html`,
    ].join('\n'),
    copyDependencies: composer === undefined ? '' : 'COPY --from=dependencies /var/www /var/www',
    path: vendors.map((folder) => `/var/www/${folder}/bin`).join(':'),
  });
  return text.replace(/(FROM base)\n\n/g, '$1\n').replace(/\n{3,}/g, '\n\n');
}

/** The stage that Composer fills: made again only when composer's files change, not when the code does. */
function dependencies(profile: string, { docroot, composer, forComposer }: Repository): string {
  if (composer === undefined) return '';
  const source = composer === 'root' ? '' : `${docroot}/`;
  const link = composer === 'root' && docroot !== 'html';
  return [
    '',
    "# What composer brings. It stays as it was until composer's files change.",
    'FROM base AS dependencies',
    ...(profile === 'official'
      ? [
          'COPY --from=composer:2.10.3@sha256:0eb06219c94ab9c54af632e7ffd85c4b99908f65aa280f459cc03ac46b2222fd /usr/bin/composer /usr/local/bin/composer',
        ]
      : []),
    'ENV COMPOSER_ALLOW_SUPERUSER=1',
    `WORKDIR /var/www${composer === 'root' ? '' : '/html'}`,
    ...(link ? [`# composer.json says ${docroot}/, Apache serves html/: one folder.`] : []),
    ...(link ? [`RUN mkdir -p html && ln -s html ${docroot}`] : []),
    `COPY ${source}composer.json ${source}composer.lock* ./`,
    ...forComposer.map((name) => `COPY ${name} ${name}`),
    INSTALL,
    'RUN chmod -R u=rwX,go=rX .',
    '',
  ].join('\n');
}
