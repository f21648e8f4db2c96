import { siteFiles, synthSites } from 'cdk8s-drupal';

/** Every file of sites/ and of the folders in it is a site. */
process.exitCode = synthSites(siteFiles(`${__dirname}/sites`, (file) => require(`./sites/${file}`)));
