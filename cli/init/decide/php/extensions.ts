import type { WantedExtension } from '../../look/composer/facts';
import type { Repository } from '../../look/repository';

/** How an extension gets into the official image of PHP. */
interface Recipe {
  /** Debian's packages that it is built with. */
  readonly apt?: readonly string[];
  /** Arguments of docker-php-ext-configure. */
  readonly configure?: string;
  /** Whether it comes from PECL and not with PHP's source. */
  readonly pecl?: boolean;
}

/** What the image has of itself. */
const BUILT_IN = new Set(
  (
    'core ctype curl date dom fileinfo filter hash iconv json lexbor libxml mbstring mysqlnd openssl pcre pdo pdo_sqlite phar posix random ' +
    'readline reflection session simplexml sodium spl sqlite3 standard tokenizer uri xml xmlreader xmlwriter zlib opcache zend-opcache'
  ).split(' '),
);

/** @see https://github.com/docker-library/docs/blob/master/php/README.md#how-to-install-more-php-extensions */
const RECIPES: Readonly<Record<string, Recipe>> = {
  amqp: { apt: ['librabbitmq-dev'], pecl: true },
  apcu: { pecl: true },
  bcmath: {},
  bz2: { apt: ['libbz2-dev'] },
  calendar: {},
  dba: {},
  exif: {},
  ffi: { apt: ['libffi-dev'] },
  ftp: { apt: ['libssl-dev'] },
  gd: {
    apt: ['libfreetype6-dev', 'libjpeg62-turbo-dev', 'libpng-dev', 'libwebp-dev'],
    configure: '--with-freetype --with-jpeg --with-webp',
  },
  gettext: {},
  gmp: { apt: ['libgmp-dev'] },
  igbinary: { pecl: true },
  imagick: { apt: ['libmagickwand-dev'], pecl: true },
  intl: { apt: ['libicu-dev'] },
  ldap: { apt: ['libldap2-dev'] },
  mailparse: { pecl: true },
  memcached: { apt: ['libmemcached-dev', 'libssl-dev', 'zlib1g-dev'], pecl: true },
  mongodb: { apt: ['libssl-dev'], pecl: true },
  msgpack: { pecl: true },
  mysqli: {},
  oauth: { pecl: true },
  pcntl: {},
  pdo_mysql: {},
  pdo_pgsql: { apt: ['libpq-dev', 'postgresql-client'] },
  pgsql: { apt: ['libpq-dev'] },
  redis: { pecl: true },
  shmop: {},
  soap: { apt: ['libxml2-dev'] },
  sockets: {},
  sysvmsg: {},
  sysvsem: {},
  sysvshm: {},
  tidy: { apt: ['libtidy-dev'] },
  uploadprogress: { pecl: true },
  xsl: { apt: ['libxslt1-dev'] },
  yaml: { apt: ['libyaml-dev'], pecl: true },
  zip: { apt: ['libzip-dev'] },
};

/** What every image of a Drupal site has: pictures, the database, Composer's archives, and both caches. */
const ALWAYS = ['apcu', 'gd', 'pdo_mysql', 'redis', 'zip'];
/** What is needed to build and to look after the site, whatever the extensions. */
const PROGRAMS = ['default-mysql-client', 'git', 'msmtp', 'unzip'];

/** Which extensions the image gets, and how. */
export interface Extensions {
  /** Debian's packages, sorted. */
  readonly apt: readonly string[];
  /** `docker-php-ext-configure NAME ARGUMENTS`, without the program. */
  readonly configure: readonly string[];
  /** What docker-php-ext-install makes. */
  readonly own: readonly string[];
  /** What PECL has. */
  readonly pecl: readonly string[];
  /** What was asked for beyond what every image has. */
  readonly added: readonly WantedExtension[];
  /** What was asked for and nobody here knows how to install. */
  readonly unknown: readonly WantedExtension[];
}

/** The extensions that a repository asks for: in Composer's files, by the module of a cache, or by its database's driver. */
export function extensionsFor({ composer, settings, postgresqlBy }: Repository): Extensions {
  const wanted: WantedExtension[] = [
    ...(composer?.extensions ?? []),
    ...(composer?.packages['drupal/memcache'] === undefined ? [] : [{ name: 'memcached', by: 'drupal/memcache' }]),
    ...(settings?.drivers.includes('pgsql') ? [{ name: 'pdo_pgsql', by: settings.path }] : []),
    ...(postgresqlBy === undefined ? [] : [{ name: 'pdo_pgsql', by: postgresqlBy }]),
  ].filter(({ name }) => !BUILT_IN.has(name) && !ALWAYS.includes(name));
  const known = wanted.filter(({ name }) => RECIPES[name] !== undefined);
  const names = [...new Set([...ALWAYS, ...known.map(({ name }) => name)])].sort();
  const recipe = (name: string): Recipe => RECIPES[name] ?? {};
  return {
    apt: [...new Set([...PROGRAMS, ...names.flatMap((name) => recipe(name).apt ?? [])])].sort(),
    configure: names.flatMap((name) => (recipe(name).configure ? [`${name} ${recipe(name).configure}`] : [])),
    own: names.filter((name) => !recipe(name).pecl),
    pecl: names.filter((name) => recipe(name).pecl),
    added: [...new Map(known.map((one) => [one.name, one])).values()],
    unknown: wanted.filter(({ name }) => RECIPES[name] === undefined),
  };
}
