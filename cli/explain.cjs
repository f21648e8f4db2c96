// Tells the user where in the app's own files an error comes from.
const path = require('node:path');
const { inspect } = require('node:util');

/** Prints an error that nobody has caught. */
function explain(error) {
  if (error?.errors && error.warnings) console.error(withCode(error.errors));
  else console.error(ours(inspect(error)));
}

/** What esbuild could not read, with the lines of code; a folder that is not there has none worth showing. */
function withCode(errors) {
  const [, folder] = /^Could not resolve require\("\.\/(\w+)\/\*\*\/\*"\)$/.exec(errors[0]?.text) ?? [];
  if (folder !== undefined) return `There is no folder ${folder}/: make it, and put a file into it (see README.md).`;
  const color = process.stderr.isTTY;
  return require('esbuild').formatMessagesSync(errors, { kind: 'error', color }).join('\n');
}

/** The frames of Node and of the launcher say nothing about the app. */
function ours(text) {
  const foreign = (line) => /^\s+at /.test(line) && (line.includes('node:') || line.includes(__dirname + path.sep));
  const lines = text.split('\n').filter((line) => !foreign(line));
  return lines.join('\n');
}

module.exports = { explain };
