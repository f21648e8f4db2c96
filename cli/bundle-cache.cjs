// Keeps a bundle in node_modules/.cache until anything that it was made of has changed.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const OUTPUT = /^(\.|node_modules$|dist$|build$|coverage$)/;
const LAUNCHER = ['app.cjs', 'bundle.cjs', 'bundle-cache.cjs'].map((name) => path.join(__dirname, name));

/** @returns the bundle of an entry, if there is one and it is what a new build would give */
function recall(entry) {
  try {
    const stored = fs.readFileSync(cacheFile(entry));
    const codeAt = stored.indexOf('\n') + 1;
    const { watched, state, codeBytes, bytecodeBytes } = JSON.parse(stored.toString('utf8', 0, codeAt));
    const bytecodeAt = codeAt + codeBytes;
    if (stored.length !== bytecodeAt + bytecodeBytes || state !== stateOf(watched)) return undefined;
    return { code: stored.toString('utf8', codeAt, bytecodeAt), bytecode: stored.subarray(bytecodeAt) };
  } catch {
    return undefined; // Nothing is stored, or a watched file is gone.
  }
}

/** @returns a function that stores the bundle, with the bytecode of what ran so that the next run need not compile it */
function remember(entry, { code, inputs }) {
  const target = cacheFile(entry);
  if (!target) return () => {};
  const watched = watchedBy(entry, inputs);
  if (changedSinceStart(watched)) return () => {};
  const state = stateOf(watched);
  return (bytecode) => {
    const head = JSON.stringify({ watched, state, codeBytes: Buffer.byteLength(code), bytecodeBytes: bytecode.length });
    const part = `${target}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(part, Buffer.concat([Buffer.from(`${head}\n${code}`), bytecode]));
      fs.renameSync(part, target); // So nobody ever reads a part of it.
    } catch {
      // The folder is read-only, or the disk is full: the next run builds again.
    }
  };
}

/** One file per entry and Node, because bytecode is good for one version of Node. */
function cacheFile(entry) {
  const key = createHash('sha1').update([entry, process.version, process.arch].join()).digest('hex').slice(0, 12);
  const folder = nodeModulesOf(entry);
  return folder && path.join(folder, '.cache', 'cdk8s-drupal', `${path.basename(entry)}-${key}`);
}

function nodeModulesOf(entry) {
  return createRequire(entry).resolve.paths('esbuild').find(fs.existsSync);
}

/** What a bundle depends on: its files, the names beside them, the settings, and what npm has installed. */
function watchedBy(entry, inputs) {
  const inPackage = (file) => file.split(path.sep).includes('node_modules');
  const sources = inputs.filter((file) => !inPackage(file));
  const project = path.dirname(nodeModulesOf(entry));
  const settings = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];
  return {
    contents: [...sources, ...settings.map((name) => path.join(project, name)), ...LAUNCHER],
    folders: [...new Set([...sources.map((file) => path.dirname(file)), ...foldersBeside(entry, sources)])],
    packages: inputs.filter(inPackage),
  };
}

/** A folder that holds nothing yet is in no bundle, but a `require` with a variable has looked into it, and into all in it. */
function foldersBeside(entry, sources) {
  const text = fs.readFileSync(entry, 'utf8');
  const isLookedInto = (folder) =>
    text.includes(`./${path.basename(folder)}/`) || sources.some((file) => file.startsWith(folder + path.sep));
  return foldersIn(path.dirname(entry)).flatMap((folder) => [
    folder,
    ...(isLookedInto(folder) ? allBelow(folder) : []),
  ]);
}

function allBelow(folder) {
  return foldersIn(folder).flatMap((inner) => [inner, ...allBelow(inner)]);
}

function foldersIn(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory() && !OUTPUT.test(item.name))
    .map(({ name }) => path.join(folder, name));
}

function stateOf({ contents, folders, packages }) {
  const contentOf = (file) => (fs.existsSync(file) ? fs.readFileSync(file) : '');
  const namesIn = (folder) => fs.readdirSync(folder).filter((name) => !OUTPUT.test(name));
  const state = createHash('sha1');
  for (const file of contents) state.update(`${file}\n`).update(contentOf(file));
  for (const folder of folders) state.update(`${folder}\n${namesIn(folder).sort()}`);
  // Packages are large, and the time of a file's last change can not be set back as that of its content can.
  for (const file of packages) state.update(`${file}\n${fs.statSync(file).ctimeMs}`);
  return state.digest('hex');
}

/** A file that has changed since this process started may not be the one that was bundled. */
function changedSinceStart({ contents, folders, packages }) {
  const changed = (file) => fs.statSync(file, { throwIfNoEntry: false })?.ctimeMs >= performance.timeOrigin;
  return [...contents, ...folders, ...packages].some(changed);
}

module.exports = { recall, remember };
