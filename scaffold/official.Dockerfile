# Apache and PHP on port 8080, for any numeric user and a read-only root file system.
# Base images are pinned by version and digest, so that no push of somebody else's changes a build. Renovate or Dependabot keep
# them fresh; by hand, `docker buildx imagetools inspect php:8.3-apache` shows today's digest.
FROM php:8.3.32-apache-trixie@sha256:a05f87f7f1e3927b9f3a44d64c01dfe15992328fa179bdfa72ad06e66769ff57 AS base
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends \
      default-mysql-client git libfreetype6-dev libjpeg62-turbo-dev libpng-dev libwebp-dev libzip-dev unzip; \
    rm -rf /var/lib/apt/lists/*; \
    docker-php-ext-configure gd --with-freetype --with-jpeg --with-webp; \
    docker-php-ext-install -j "$(nproc)" gd opcache pdo_mysql zip; \
    pecl install apcu redis; \
    docker-php-ext-enable apcu redis; \
    rm -rf /tmp/pear
# The code never changes in a running container, so PHP need not look whether it has.
RUN { \
      echo 'memory_limit = 256M'; \
      echo 'max_execution_time = 120'; \
      echo 'max_input_vars = 3000'; \
      echo 'upload_max_filesize = 128M'; \
      echo 'post_max_size = 128M'; \
      echo 'realpath_cache_size = 4096K'; \
      echo 'expose_php = Off'; \
      echo 'opcache.memory_consumption = 192'; \
      echo 'opcache.interned_strings_buffer = 16'; \
      echo 'opcache.max_accelerated_files = 20000'; \
      echo 'opcache.validate_timestamps = 0'; \
    } > /usr/local/etc/php/conf.d/drupal.ini
# As many workers as fit into the pod's memory: (1Gi - 224M of opcache and APCu) / 64M. None waits for the edge's next request.
ENV APACHE_MAX_REQUEST_WORKERS=12
RUN { \
      echo 'ServerLimit ${APACHE_MAX_REQUEST_WORKERS}'; \
      echo 'MaxRequestWorkers ${APACHE_MAX_REQUEST_WORKERS}'; \
      echo 'MaxConnectionsPerChild 1000'; \
      echo 'KeepAlive Off'; \
    } > /etc/apache2/conf-enabled/workers.conf
RUN sed -i 's/80/8080/' /etc/apache2/ports.conf /etc/apache2/sites-available/000-default.conf && \
    a2enmod expires headers rewrite && \
    echo 'ServerTokens Prod' > /etc/apache2/conf-enabled/quiet.conf && \
    chown root:root /var/www/html && chmod 755 /var/www/html
{{dependencies}}
# The site's own code: readable by all, writable by nobody but root.
FROM base AS code
WORKDIR /var/www
{{code}}
RUN chmod -R u=rwX,go=rX .
# Without the include the site would have neither database nor hash salt.
RUN php -l html/sites/default/settings.php && \
    { grep -q settings.kubernetes.php html/sites/default/settings.php || \
      { echo '{{docroot}}/sites/default/settings.php does not include settings.kubernetes.php' >&2; exit 1; }; }

FROM base
{{copyDependencies}}
COPY --from=code /var/www /var/www
RUN mkdir -p /var/www/html/sites/default/files /var/www/private
ENV PATH="{{path}}:$PATH"
WORKDIR /var/www/html
EXPOSE 8080
USER 10001:10001
