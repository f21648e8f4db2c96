import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(__dirname, '../../docs/services.md'), 'utf8');
const examples = readdirSync(__dirname).filter((file) => !file.endsWith('.test.ts'));

test.each(examples)('the page shows %s, which tests synthesise and deploy, to the letter', (file) => {
  expect(page).toContain(`\`\`\`ts\n${readFileSync(join(__dirname, file), 'utf8')}\`\`\``);
});
