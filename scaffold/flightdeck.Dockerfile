# Flight Deck's image: Apache on port 80, configured by Ansible when the container starts. Its version is in its name alone, so pin what
# you have tried by the digest that `docker buildx imagetools inspect ten7/flightdeck-web-8.1` shows.
FROM ten7/flightdeck-web-8.1:latest AS base
USER root
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
# So that httpd may open port 80 without being root.
RUN setcap cap_net_bind_service=+ep /usr/sbin/httpd
ENV PATH="{{path}}:$PATH"
# What would fail in the cluster fails here: without the include the site has neither database nor hash salt, and a release runs Drush.
WORKDIR /var/www/{{docroot}}
RUN php -l sites/default/settings.php && \
    { grep -q settings.kubernetes.php sites/default/settings.php || \
      { echo '{{docroot}}/sites/default/settings.php does not include settings.kubernetes.php' >&2; exit 1; }; } && \
    { command -v drush >/dev/null || { echo 'there is no drush in {{path}}: {{noDrush}}' >&2; exit 1; }; }
EXPOSE 80
USER apache
