# Apache and PHP on port 8080, for any numeric user and a read-only root file system.
# Base images are pinned by version and digest, so that no push of somebody else's changes a build; one with a tag alone is to be pinned when
# it has been tried. Renovate or Dependabot keep them fresh; by hand, `docker buildx imagetools inspect IMAGE` shows today's digest.
# Another PHP for one build: --build-arg=PHP=php:8.4-apache-trixie
ARG PHP={{php}}
FROM ${PHP} AS base
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends \
      {{apt}}; \
    rm -rf /var/lib/apt/lists/*; \
    {{configure}}php -m | grep -qx 'Zend OPcache' || docker-php-ext-install opcache; \
    docker-php-ext-install -j "$(nproc)" {{extensions}}; \
    pecl install {{pecl}}; \
    docker-php-ext-enable {{pecl}}; \
    rm -rf /tmp/pear
# Defaults of what the site file says as php: { memoryLimit, uploadSize, workers }.
ENV PHP_MEMORY_LIMIT=256M PHP_UPLOAD_MAX_FILESIZE=128M
# The code never changes in a running container, so PHP need not look whether it has.
RUN { \
      echo 'memory_limit = ${PHP_MEMORY_LIMIT}'; \
      echo 'max_execution_time = 120'; \
      echo 'max_input_vars = 3000'; \
      echo 'upload_max_filesize = ${PHP_UPLOAD_MAX_FILESIZE}'; \
      echo 'post_max_size = ${PHP_UPLOAD_MAX_FILESIZE}'; \
      echo 'realpath_cache_size = 4096K'; \
      echo 'expose_php = Off'; \
      echo 'opcache.memory_consumption = 192'; \
      echo 'opcache.interned_strings_buffer = 16'; \
      echo 'opcache.max_accelerated_files = 20000'; \
      echo 'opcache.validate_timestamps = 0'; \
    } > /usr/local/etc/php/conf.d/drupal.ini
# PHP's mail() hands its mail to the server of the site file's `mail`.
RUN { \
      echo '#!/bin/sh'; \
      echo '[ -n "$SMTP_HOST" ] || { echo "sendmail: SMTP_HOST is not set: the site file has no mail" >&2; exit 78; }'; \
      echo 'set -- "$@" --host="$SMTP_HOST" --port="$SMTP_PORT" --timeout=30'; \
      echo 'case "$SMTP_FROM $*" in'; \
      echo '  " "*-f*) ;;'; \
      echo '  " "*) set -- "$@" --read-envelope-from ;;'; \
      echo '  *) set -- "$@" --from="$SMTP_FROM" ;;'; \
      echo 'esac'; \
      echo 'case "$SMTP_ENCRYPTION" in'; \
      echo '  tls) set -- "$@" --tls=on --tls-starttls=off ;;'; \
      echo '  starttls) set -- "$@" --tls=on --tls-starttls=on ;;'; \
      echo 'esac'; \
      echo '[ -z "$SMTP_USER" ] || set -- "$@" --auth=on --user="$SMTP_USER" --passwordeval="cat $SMTP_PASS_FILE"'; \
      echo 'exec msmtp "$@"'; \
    } > /usr/sbin/sendmail && \
    chmod 755 /usr/sbin/sendmail && \
    echo 'sendmail_path = /usr/sbin/sendmail -t -i' > /usr/local/etc/php/conf.d/mail.ini
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
    echo 'ServerTokens Prod' > /etc/apache2/conf-enabled/quiet.conf
{{link}}
{{themes}}{{dependencies}}
# The site's own code: readable by all, writable by nobody but root.
FROM base AS code
WORKDIR /var/www
{{code}}
RUN chmod -R u=rwX,go=rX .

FROM base
{{copyDependencies}}
COPY --from=code /var/www /var/www
RUN mkdir -p /var/www/html/sites/default/files /var/www/private
ENV PATH="{{path}}:$PATH"
# What would fail in the cluster fails here: without the include the site has neither database nor hash salt, and a release runs Drush.
WORKDIR /var/www/{{docroot}}
RUN php -l sites/default/settings.php && \
    { grep -q settings.kubernetes.php sites/default/settings.php || \
      { echo '{{docroot}}/sites/default/settings.php does not include settings.kubernetes.php' >&2; exit 1; }; } && \
    { command -v drush >/dev/null || { echo 'there is no drush in {{path}}: {{noDrush}}' >&2; exit 1; }; }
EXPOSE 8080
USER 10001:10001
