// Whether a folder holds manifests, and nothing that does not read as one: `node .ci/check-manifests.cjs dist`.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { parseAllDocuments } = require('yaml');

const [, , folder] = process.argv;
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

const wrong = files.filter((file) => {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  return documents.length === 0 || !documents.every((document) => document.errors.length === 0 && isObject(document));
});

function isObject(document) {
  const { apiVersion, kind, metadata } = document.toJS() ?? {};
  return [apiVersion, kind, metadata?.name].every((text) => typeof text === 'string');
}

if (files.length === 0) console.error(`${folder} has no files`);
for (const file of wrong) console.error(`${file} does not read as manifests`);
if (files.length === 0 || wrong.length > 0) process.exit(1);
console.log(`${files.length} files of manifests in ${folder}`);
