#!/usr/bin/env node
// The `cdk8s-drupal` command: the sources in the package's own repository, what was built of them in an installed package.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const source = join(__dirname, 'main.ts');
if (existsSync(source)) {
  process.argv.splice(1, 1, __filename, source);
  require('./app.cjs');
} else {
  require('../build/cli/main.js');
}
