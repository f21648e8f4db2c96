/** Where the server finds the configuration that the site's image brings along. */
export const CONFIGSET = '/configset';

/**
 * What Search API Solr's configuration uses. It names their folders, too, which Solr 9.8 and newer no longer reads; a module
 * that an image does not have, as Solr 8 and the slim images, would keep the server from starting.
 * @see https://solr.apache.org/guide/solr/latest/configuration-guide/solr-modules.html
 */
const MODULES = ['extraction', 'langid', 'ltr', 'analysis-extras'];
export const USE_MODULES = `for module in ${MODULES.join(' ')}; do if [ -d /opt/solr/modules/$module ]; then SOLR_MODULES=\${SOLR_MODULES:+$SOLR_MODULES,}$module; fi; done; export SOLR_MODULES`;

/** A shell command that copies a folder of the site's image, which may have `conf` in it or be that itself. */
export function copyConfigset(configset: string, into: string): string {
  const folder = configset.startsWith('/') ? configset : `/var/www/${configset}`;
  return `if [ -d ${folder}/conf ]; then cp -r ${folder}/conf ${into}/; else cp -r ${folder} ${into}/conf; fi`;
}
