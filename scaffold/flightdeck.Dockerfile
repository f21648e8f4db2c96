# Flight Deck's image: Apache on port 80, configured by Ansible when the container starts. Its version is in its name alone, so pin what
# you have tried by the digest that `docker buildx imagetools inspect ten7/flightdeck-web-8.1` shows.
FROM ten7/flightdeck-web-8.1:latest AS base
USER root
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
# So that httpd may open port 80 without being root.
RUN setcap cap_net_bind_service=+ep /usr/sbin/httpd
ENV PATH="{{path}}:$PATH"
WORKDIR /var/www/html
EXPOSE 80
USER apache
