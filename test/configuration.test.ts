import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { configurationPage } = require('../docs/configuration.cjs');

test('docs/configuration.md is what `npm run docs` makes of the types', () => {
  expect(readFileSync(join(__dirname, '../docs/configuration.md'), 'utf8')).toBe(configurationPage());
});
