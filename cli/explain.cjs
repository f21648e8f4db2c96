// Tells the user where in the app's own files an error comes from.
const { SourceMap } = require('node:module');
const path = require('node:path');
const { inspect } = require('node:util');
const { bundle } = require('./bundle.cjs');

/** Prints an error with the places in the bundle turned back into places in the source. */
async function explain(error, entry) {
  if (error?.errors && error.warnings) return; // esbuild has printed these, with the lines of code
  const text = inspect(error);
  console.error(ours(text.includes(`${entry}:`) ? await inSource(text, entry) : text));
}

async function inSource(text, entry) {
  // The same files give the same bundle, so the map need not be kept for the day that an error comes.
  const map = new SourceMap(JSON.parse((await bundle(entry, { sourcemap: true })).map));
  const frame = new RegExp(`${entry.replace(/[^\w/]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');
  const place = (_, line, column) => {
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    return `${originalSource ?? entry}:${(originalLine ?? 0) + 1}:${(originalColumn ?? 0) + 1}`;
  };
  return text.replace(frame, place);
}

/** The frames of Node and of the launcher say nothing about the app. */
function ours(text) {
  const foreign = (line) => /^\s+at /.test(line) && (line.includes('node:') || line.includes(__dirname + path.sep));
  const lines = text.split('\n').filter((line) => !foreign(line));
  return lines.join('\n');
}

module.exports = { explain };
