// The section of CHANGELOG.md that a tag releases: `node .ci/release-notes.cjs v0.1.0 [FOLDER]`. Fails unless tag, package.json and
// changelog name one version, since npm takes each only once.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [, , tag = '', root = join(__dirname, '..')] = process.argv;
const read = (file) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json'));
const sections = read('CHANGELOG.md').split(/^## /m).slice(1);
const notes = sections.find((section) => new RegExp(`^${version.replaceAll('.', '\\.')}(\\s|$)`).test(section));
const text = notes?.replace(/^.*\n/, '').trim();

const problems = [
  ...(tag === `v${version}`
    ? []
    : [`the tag is "${tag}" and package.json has the version "${version}": they have to be alike`]),
  ...(text ? [] : [`CHANGELOG.md has nothing below "## ${version}": rename "## Unreleased" and say what is new`]),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(text);
