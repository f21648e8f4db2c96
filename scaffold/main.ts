import { readdirSync } from 'node:fs';
import { synthSites } from 'cdk8s-drupal';

/** Every file of sites/ is a site. */
const files = readdirSync(`${__dirname}/sites`).filter((file) => file.endsWith('.ts'));

process.exitCode = synthSites(files.map((file) => ({ file: `sites/${file}`, load: () => require(`./sites/${file}`) })));
