#!/usr/bin/env node
// Runs a TypeScript app without a build step: `node cli/app.cjs main.ts`. cdk8s.yaml names it as the app.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { recall, remember } = require('./bundle-cache.cjs');

const [node, , name = 'main.ts', ...rest] = process.argv;
process.on('uncaughtException', (error) => {
  require('./explain.cjs').explain(error);
  giveUp();
});

const entry = fs.realpathSync(name);
process.argv = [node, entry, ...rest]; // What the app would see under `node main.js`.
Error.prepareStackTrace = (error, frames) => require('./source-places.cjs').stackOf(error, frames, entry);

const known = recall(entry);
if (known) run(known);
else build();

async function build() {
  const built = await require('./bundle.cjs').bundle(entry);
  const store = remember(entry, built);
  const script = run(built);
  process.on('exit', () => store(script.createCachedData()));
}

/** Runs a bundle as the CommonJS module that stands where the entry stands. */
function run({ code, bytecode }) {
  const columnOffset = -Module.wrapper[0].length;
  const script = new vm.Script(Module.wrap(code), { filename: entry, columnOffset, cachedData: bytecode });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, Module.createRequire(entry), module, entry, path.dirname(entry));
  keepFailure(process.exitCode);
  return script;
}

/** A failure stays one, whatever a timer of a site file or of a package in it says at the end. */
function keepFailure(status) {
  process.on('exit', () => {
    if (status) process.exitCode = status;
  });
}

/**
 * Ends a failed run. When the app fails, cdk8s-cli prints a stack trace of its own; when the app leaves no output folder, it
 * prints one line. Its exit status is 1 both times, so under cdk8s-cli the second is what happens.
 */
function giveUp() {
  const underCli = require('./by-cli.cjs').byCli(process.env);
  if (underCli) fs.rmSync(process.env.CDK8S_OUTDIR, { recursive: true, force: true });
  process.exit(underCli ? 0 : 1);
}
