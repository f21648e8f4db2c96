// Tells the user where in the app's own files an error comes from.
const path = require('node:path');
const { inspect } = require('node:util');

/** Prints what nobody has caught. It may be anything, and throw when it is looked at. */
function explain(error) {
  try {
    if (error?.errors && error.warnings) console.error(withCode(error.errors));
    else console.error(brief(inspect(error)));
  } catch {
    console.error('the app threw something that cannot be shown');
  }
}

/** What esbuild could not read, with the lines of code; a folder that is not there has none worth showing. */
function withCode(errors) {
  const [, folder] = /^Could not resolve require\("\.\/(\w+)\/\*\*\/\*"\)$/.exec(errors[0]?.text) ?? [];
  if (folder !== undefined) return `There is no folder ${folder}/: make it, and put a file into it (see README.md).`;
  const color = process.stderr.isTTY;
  return require('esbuild').formatMessagesSync(errors, { kind: 'error', color }).join('\n');
}

/** What was thrown, and the innermost place in the app's own files: a whole stack says nothing more to who has to mend it. */
function brief(text) {
  const isFrame = (line) => /^\s+at /.test(line);
  const foreign = (line) => line.includes('node:') || line.includes(__dirname + path.sep);
  const lines = text.split('\n');
  const places = lines.filter((line) => isFrame(line) && !foreign(line));
  const place = places.find((line) => !line.includes(`${path.sep}node_modules${path.sep}`)) ?? places[0];
  return lines.filter((line) => !isFrame(line) || line === place).join('\n');
}

module.exports = { explain };
