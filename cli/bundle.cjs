// Makes one script of an app: the entry, all that it imports, and each file that a `require` with a variable can mean.
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const MODULE = /\.([cm]?[jt]s|[jt]sx|json)$/;

/** @returns the script, its source map if asked for, and the absolute paths of the files that the script is made of */
async function bundle(entry, { sourcemap = false } = {}) {
  const esbuild = require('esbuild');
  const folder = path.dirname(path.resolve(entry));
  const { metafile, outputFiles, warnings } = await esbuild.build({
    entryPoints: [path.resolve(entry)],
    absWorkingDir: folder, // or the settings of whatever folder the program was started in would be read, too
    ...settingsOf(folder),
    logLevel: 'silent', // what is wrong is for whoever asks to say
    outfile: 'app.js',
    write: false,
    bundle: true,
    metafile: true,
    sourcemap: sourcemap && 'external',
    platform: 'node',
    target: `node${process.versions.node}`,
    supported: { 'dynamic-import': false }, // a vm.Script can not import()
    logOverride: { 'empty-glob': 'silent' }, // the app says better what it finds in an empty folder
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
    plugins: [files],
  });
  for (const text of esbuild.formatMessagesSync(warnings, { kind: 'warning' })) console.error(text);
  const output = (name) => outputFiles.find((file) => file.path.endsWith(name))?.text;
  const inputs = Object.keys(metafile.inputs).map((file) => path.resolve(folder, file));
  return { code: output('.js'), map: output('.map'), inputs: inputs.filter(existsSync) };
}

/**
 * The app's own tsconfig.json alone, where it has one: by itself esbuild reads those of all folders above as well. An empty file is
 * one without settings to tsc, and a mistake to esbuild.
 */
function settingsOf(folder) {
  const file = path.join(folder, 'tsconfig.json');
  if (!existsSync(file)) return {};
  return readFileSync(file, 'utf8').trim() === '' ? { tsconfigRaw: {} } : { tsconfig: file };
}

/** Keeps `__dirname` and `__filename` true in every file, and takes no notes or backups beside the sites for modules. */
const files = {
  name: 'files',
  setup({ onLoad }) {
    onLoad({ filter: /./ }, ({ path: file }) => {
      if (!MODULE.test(file)) return { contents: '', loader: 'empty' };
      const text = readFileSync(file, 'utf8');
      if (!/\b__(dirname|filename)\b/.test(text)) return { contents: text, loader: 'default' };
      const place = `const __dirname=${JSON.stringify(path.dirname(file))},__filename=${JSON.stringify(file)};`;
      return { contents: text.replace(/^("use strict";)?/, (strict) => strict + place), loader: 'default' };
    });
  },
};

module.exports = { bundle };
