// Lets a stack trace name places in the source, where it would name places in the bundle.
const { spawnSync } = require('node:child_process');
const { SourceMap } = require('node:module');
const { bundle } = require('./bundle.cjs');

let known;

/** The text of a stack trace: V8 asks for it when somebody first reads it. */
function stackOf(error, frames, entry) {
  const text = [headOf(error), ...frames.map((frame) => `    at ${frame}`)].join('\n');
  if (!text.includes(`${entry}:`)) return text;
  known ??= { map: mapOf(entry) };
  const frame = new RegExp(`${entry.replace(/[^\w/]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');
  return text.replace(frame, (place, line, column) => sourceOf(known.map, line, column) ?? place);
}

/**
 * The same files give the same bundle, so the map need not be kept for the day that an error comes. A process of its own
 * makes it, since esbuild answers later and a stack trace cannot wait.
 */
function mapOf(entry) {
  const { status, stdout } = spawnSync(process.execPath, [__filename, entry], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return status === 0 ? new SourceMap(JSON.parse(stdout)) : undefined;
}

function sourceOf(map, line, column) {
  const { originalSource, originalLine, originalColumn } = map?.findEntry(line - 1, column - 1) ?? {};
  return originalSource && `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
}

function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

module.exports = { stackOf };

if (require.main === module) bundle(process.argv[2], { sourcemap: true }).then(({ map }) => process.stdout.write(map));
