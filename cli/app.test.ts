import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

// A small app with the shape of main.ts: sites from a folder, a library beside it, a package in node_modules.
const PROJECT = {
  'package.json': '{}',
  'tsconfig.json': '{}',
  'main.ts': `
    import { readdirSync } from 'node:fs';
    import { greet } from './lib/greet';
    const sites = readdirSync(\`\${__dirname}/sites\`).filter((file) => /^\\w+\\.ts$/.test(file));
    const names: string[] = sites.map((file) => require(\`./sites/\${file}\`).default);
    console.log(names.map(greet).join(' '), ...process.argv.slice(2));`,
  'lib/greet.ts': `
    import { mark } from 'marks';
    export const greet = (name: string) => name + mark;`,
  'sites/a.ts': `export default 'a';`,
  'sites/b.ts': `export default 'b';`,
  'node_modules/marks/package.json': '{ "name": "marks", "version": "1.0.0" }',
  'node_modules/marks/index.js': `exports.mark = '1';`,
  'node_modules/.package-lock.json': '{ "marks": "1.0.0" }',
};

/** Ends a run from within, at one moment of storing a bundle: a timer would hit another one on each machine. */
const KILL = `
  const fs = require('node:fs');
  const isCache = (file) => String(file).includes('.cache/cdk8s-drupal');
  const killWhen = (moment) => process.env.KILL_WHEN === moment && process.kill(process.pid, 'SIGKILL');
  const { mkdirSync, writeFileSync, renameSync } = fs;
  fs.mkdirSync = (file, ...rest) => {
    if (isCache(file)) killWhen('before it stores');
    return mkdirSync(file, ...rest);
  };
  fs.writeFileSync = (file, data, ...rest) => {
    if (isCache(file) && process.env.KILL_WHEN === 'in the middle of writing') {
      writeFileSync(file, data.subarray(0, data.length / 2), ...rest);
      killWhen('in the middle of writing');
    }
    return writeFileSync(file, data, ...rest);
  };
  fs.renameSync = (from, to) => {
    if (isCache(to)) killWhen('before it renames');
    renameSync(from, to);
    if (isCache(to)) killWhen('after it renamed');
  };`;

let project: string;

beforeEach(() => {
  project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'app-')));
  write(PROJECT);
});
afterEach(() => fs.rmSync(project, { recursive: true }));

function write(files: Record<string, string>, folder = project) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

const launcher = path.join(__dirname, 'app.cjs');

function start(args: string[] = [], env: Record<string, string> = {}, app = launcher): SpawnSyncReturns<string> {
  return spawnSync('node', [app, 'main.ts', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

/** What the app prints; that nothing went wrong is part of it. */
function output(...args: string[]): string {
  const { stdout, stderr } = start(args);
  return stderr + stdout.trim();
}

const cache = () => path.join(project, 'node_modules/.cache/cdk8s-drupal');
const stored = () => fs.readdirSync(cache()).map((name) => path.join(cache(), name));

/** The one stored bundle. */
function bundle(): string {
  const [only, ...others] = stored();
  expect(others).toEqual([]);
  return only ?? '';
}

test('runs the app with its arguments', () => {
  expect(output('x', '--y')).toBe('a1 b1 x --y');
  expect(output('x', '--y')).toBe('a1 b1 x --y');
});

test('builds once and then runs what it stored', () => {
  output();
  const before = fs.statSync(bundle());
  expect(output()).toBe('a1 b1');
  expect(fs.statSync(bundle())).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

describe('runs what the files say now', () => {
  beforeEach(() => expect(output()).toBe('a1 b1'));

  test('after a site was edited', () => {
    write({ 'sites/a.ts': `export default 'A';` });
    expect(output()).toBe('A1 b1');
  });

  test('after a site was added', () => {
    write({ 'sites/c.ts': `export default 'c';` });
    expect(output()).toBe('a1 b1 c1');
  });

  test('after the first site was added to an inner folder', () => {
    const main = `console.log(require(\`./sites/\${process.argv[2]}\`).default);`;
    write({ 'main.ts': main });
    fs.mkdirSync(path.join(project, 'sites/team/shops'), { recursive: true });
    expect(output('a.ts')).toBe('a');
    write({ 'sites/team/shops/c.ts': `export default 'c';` });
    expect(output('team/shops/c.ts')).toBe('c');
  });

  test('after the first site was added to a folder that held none', () => {
    fs.rmSync(path.join(project, 'sites'), { recursive: true });
    const main = `const [, , name] = process.argv; console.log(name && require(\`./sites/\${name}\`).default);`;
    write({ 'main.ts': main });
    fs.mkdirSync(path.join(project, 'sites/team/shops'), { recursive: true });
    expect(output()).toBe('undefined');
    write({ 'sites/team/shops/c.ts': `export default 'c';` });
    expect(output('team/shops/c.ts')).toBe('c');
  });

  test('after a site was removed', () => {
    fs.rmSync(path.join(project, 'sites/a.ts'));
    expect(output()).toBe('b1');
  });

  test('after a site was renamed', () => {
    fs.renameSync(path.join(project, 'sites/a.ts'), path.join(project, 'sites/z.ts'));
    expect(output()).toBe('b1 a1');
  });

  test('after a file of the library was edited', () => {
    write({ 'lib/greet.ts': `export const greet = (name: string) => name.toUpperCase();` });
    expect(output()).toBe('A B');
  });

  test('after a file that hides a folder was added', () => {
    write({
      'lib/greet/index.ts': `export { greet } from '../greet';`,
      'lib/greet.tsx': `export const greet = () => 'x';`,
    });
    expect(output()).toBe('x x');
  });

  test('after the entry was edited', () => {
    write({ 'main.ts': `console.log('other');` });
    expect(output()).toBe('other');
  });

  test('after a file of the same size came back with an old time', () => {
    const file = path.join(project, 'sites/a.ts');
    const { atime, mtime } = fs.statSync(file);
    write({ 'sites/a.ts': `export default 'o';` });
    fs.utimesSync(file, atime, mtime);
    expect(output()).toBe('o1 b1');
  });

  test('after an edit was taken back', () => {
    write({ 'sites/a.ts': `export default 'A';` });
    output();
    write({ 'sites/a.ts': `export default 'a';` });
    expect(output()).toBe('a1 b1');
  });

  test('after another version of a package was installed', () => {
    fs.rmSync(path.join(project, 'node_modules/marks'), { recursive: true });
    write({
      'node_modules/marks/package.json': '{ "name": "marks", "version": "2.0.0" }',
      'node_modules/marks/index.js': `exports.mark = '2';`,
      'node_modules/.package-lock.json': '{ "marks": "2.0.0" }',
    });
    expect(output()).toBe('a2 b2');
  });

  test('after a nearer copy of a package was installed', () => {
    write({
      'lib/node_modules/marks/index.js': `exports.mark = '3';`,
      'node_modules/.package-lock.json': '{ "marks": "1.0.0", "lib/node_modules/marks": "3.0.0" }',
    });
    expect(output()).toBe('a3 b3');
  });

  test('after a package was edited by hand', () => {
    const file = path.join(project, 'node_modules/marks/index.js');
    const { atime, mtime } = fs.statSync(file);
    write({ 'node_modules/marks/index.js': `exports.mark = '!';` });
    fs.utimesSync(file, atime, mtime);
    expect(output()).toBe('a! b!');
  });

  test('after the compiler options changed', () => {
    write({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "marks": ["./lib/marks.ts"] } } }',
      'lib/marks.ts': `export const mark = '?';`,
    });
    expect(output()).toBe('a? b?');
  });

  test('although the compiler options were emptied', () => {
    write({ 'tsconfig.json': '' });
    expect(output()).toBe('a1 b1');
  });

  test.each(['{}', ''])('whatever the compiler options of the folder above are, with its own %p', (own) => {
    const inner = path.join(project, 'inner');
    write({ 'main.ts': `console.log('inner');`, 'tsconfig.json': own }, inner);
    write({ 'tsconfig.json': '{ broken' });
    expect(spawnSync('node', [launcher, 'main.ts'], { cwd: inner, encoding: 'utf8' }).stdout).toBe('inner\n');
  });

  test('whatever is in the folder that it is started in', () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'app-'));
    write({ 'tsconfig.json': '{ broken' }, other);
    const { stdout } = spawnSync('node', [launcher, path.join(project, 'main.ts')], { cwd: other, encoding: 'utf8' });
    fs.rmSync(other, { recursive: true });
    expect(stdout).toBe('a1 b1\n');
  });

  test('in another project that shares node_modules', () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'app-'));
    write({ 'main.ts': `console.log('other');` }, other);
    fs.symlinkSync(path.join(project, 'node_modules'), path.join(other, 'node_modules'));
    const { stdout } = spawnSync('node', [launcher, 'main.ts'], { cwd: other, encoding: 'utf8' });
    fs.rmSync(other, { recursive: true });
    expect(stdout).toBe('other\n');
    expect(output()).toBe('a1 b1');
  });
});

describe('never runs a part of a bundle', () => {
  test('when the stored file was cut off', () => {
    output();
    const whole = fs.readFileSync(bundle());
    const lengths = [0, 10, whole.indexOf('\n'), whole.indexOf('\n') + 200, whole.length - 1];
    for (const length of lengths) {
      fs.writeFileSync(bundle(), whole.subarray(0, length));
      expect(output()).toBe('a1 b1');
    }
  });

  test('when several run at once', async () => {
    const runs = Array.from({ length: 6 }, async () => {
      let text = '';
      const child = spawn('node', [launcher, 'main.ts'], { cwd: project });
      for await (const chunk of child.stdout) text += chunk;
      return text;
    });
    expect(await Promise.all(runs)).toEqual(Array(6).fill('a1 b1\n'));
    expect(bundle()).toContain('main.ts');
  }, 30_000);

  test.each(['before it stores', 'in the middle of writing', 'before it renames', 'after it renamed'])(
    'when a run was killed %s',
    (moment) => {
      write({ 'kill.cjs': KILL });
      const { signal } = start([], { NODE_OPTIONS: '--require ./kill.cjs', KILL_WHEN: moment });
      expect(signal).toBe('SIGKILL');
      expect(output()).toBe('a1 b1');
    },
  );

  test('when a file changed during the run', () => {
    write({ 'edit.cjs': `require('node:fs').writeFileSync('sites/a.ts', "export default 'e';");` });
    start([], { NODE_OPTIONS: '--require ./edit.cjs' });
    expect(fs.existsSync(cache())).toBe(false);
    expect(output()).toBe('e1 b1');
  });
});

test('runs where nothing can be stored', () => {
  write({ 'node_modules/.cache': 'in the way' });
  expect(output()).toBe('a1 b1');
  expect(output()).toBe('a1 b1');
});

test('runs in a project without packages, and stores nothing', () => {
  fs.rmSync(path.join(project, 'node_modules'), { recursive: true });
  write({ 'main.ts': `console.log('alone');` });
  expect(output()).toBe('alone');
  expect(fs.existsSync(path.join(project, 'node_modules'))).toBe(false);
});

test('takes notes and backups beside the sites for no modules', () => {
  write({ 'sites/README.md': '# Sites', 'sites/.DS_Store': '\0', 'sites/a.ts~': 'old' });
  expect(output()).toBe('a1 b1');
});

test('leaves each file its own folder', () => {
  write({
    'main.ts': `import { folder } from './lib/folder'; console.log(__filename, folder, require('marks'));`,
    'lib/folder.ts': `export const folder = __dirname;`,
    'node_modules/marks/index.js': `"use strict"; module.exports = __dirname + (this === undefined);`,
  });
  const [file, folder, marks] = output().split(' ');
  expect(file).toBe(path.join(project, 'main.ts'));
  expect(folder).toBe(path.join(project, 'lib'));
  expect(marks).toContain(path.join(project, 'node_modules/marks'));
});

test('runs an installed package as it was built, not its sources', () => {
  const cli = path.join(project, 'node_modules/cdk8s-drupal/cli');
  fs.mkdirSync(cli, { recursive: true });
  for (const name of fs.readdirSync(__dirname).filter((file) => file.endsWith('.cjs'))) {
    fs.copyFileSync(path.join(__dirname, name), path.join(cli, name));
  }
  fs.symlinkSync(path.dirname(require.resolve('esbuild/package.json')), path.join(project, 'node_modules/esbuild'));
  write({
    'main.ts': `import { from } from 'cdk8s-drupal'; console.log(from);`,
    'node_modules/cdk8s-drupal/package.json': JSON.stringify({
      exports: { '.': { source: './lib/index.ts', default: './build/lib/index.js' } },
    }),
    'node_modules/cdk8s-drupal/build/lib/index.js': `exports.from = 'build';`,
  });
  const installed = () => start([], {}, path.join(cli, 'app.cjs')).stdout;
  expect(installed()).toBe('build\n');
  expect(installed()).toBe('build\n');
});

describe('a mistake in a site', () => {
  const SYNTAX = { 'sites/a.ts': `const name = 'a';\nexport default name +;\n` };
  const RUNTIME = {
    'sites/a.ts': `type Site = { name?: { first: string } };\n\nexport default ({} as Site).name!.first;\n`,
  };

  test('in its syntax is shown with file, line and code, and nothing else', () => {
    write(SYNTAX);
    const { status, stderr } = start();
    expect(status).toBe(1);
    expect(stderr).toContain('sites/a.ts:2:21');
    expect(stderr).toContain('export default name +;');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each(['built', 'stored'])('that throws is shown at its place in the source (%s bundle)', (kind) => {
    write({
      ...RUNTIME,
      'main.ts': `${PROJECT['main.ts']}\n`.replace(
        'const sites',
        `if (process.argv[2] === 'stop') process.exit();\nconst sites`,
      ),
    });
    if (kind === 'stored')
      write({ 'sites/a.ts': `export default (process.argv[2] ? 'a' : (undefined as any).first);` });
    if (kind === 'stored') expect(output('ok')).toBe('a1 b1 ok');
    const { status, stderr } = start();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^TypeError: Cannot read properties of undefined \(reading 'first'\)\n/);
    expect(stderr).toContain(kind === 'stored' ? 'sites/a.ts:1:' : 'sites/a.ts:3:');
    expect(stderr).not.toContain('node:');
    expect(stderr).not.toContain('app.cjs');
  });

  test.each([SYNTAX, RUNTIME])('leaves no output folder to cdk8s-cli, which then says so in one line', (mistake) => {
    write({ ...mistake, 'out/half.k8s.yaml': '' });
    const { status } = start([], { CDK8S_OUTDIR: 'out', CDK8S_RECORD_CONSTRUCT_METADATA: 'false' });
    expect(status).toBe(0);
    expect(fs.existsSync(path.join(project, 'out'))).toBe(false);
  });

  test.each([
    ['throws late', `setTimeout(() => { throw new Error('late'); });`],
    ['rejects late', `Promise.reject(new Error('late'));`],
  ])('that %s is shown at its place, without a stack', (_how, code) => {
    write({ 'sites/a.ts': `${code}\nexport default 'a';` });
    const { status, stderr } = start();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Error: late\n\s+at .*sites\/a\.ts:1:\d+\)?\n$/);
  });

  test.each(['{ get stack() { throw 1; } }', 'new Proxy({}, { get() { throw 1; } })', 'null', 'undefined'])(
    'that throws %s late is told in few words',
    (thrown) => {
      write({ 'sites/a.ts': `setTimeout(() => { throw ${thrown}; });\nexport default 'a';` });
      const { status, stderr } = start();
      expect(status).toBe(1);
      expect(stderr).not.toMatch(/app\.cjs|explain\.cjs|node:/);
      expect(stderr.trim().split('\n').length).toBeLessThan(4);
    },
  );

  test.each(['process.exit(0)', 'process.exitCode = 0'])(
    'that says %s late does not make a failure a success',
    (code) => {
      write({
        'main.ts': `${PROJECT['main.ts']}\nprocess.exitCode = 1;`,
        'sites/a.ts': `setTimeout(() => { ${code}; });\nexport default 'a';`,
      });
      for (const kind of ['built', 'stored']) expect([kind, start().status]).toStrictEqual([kind, 1]);
    },
  );

  test('does not outlive its correction', () => {
    write(SYNTAX);
    start();
    write({ 'sites/a.ts': `export default 'a';` });
    expect(output()).toBe('a1 b1');
  });
});

describe('says in one sentence', () => {
  const sites = () => fs.rmSync(path.join(project, 'sites'), { recursive: true });

  test('that a folder is not there', () => {
    sites();
    const { status, stderr } = start();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no folder sites\/: [^\n]+\n$/);
  });

  test('nothing of a folder that is empty, of which the app knows more', () => {
    sites();
    fs.mkdirSync(path.join(project, 'sites'));
    expect(start()).toMatchObject({ status: 0, stderr: '' });
  });
});

test('warns of what is likely a mistake', () => {
  write({ 'sites/a.ts': `export default { a: 'x', a: 'y' }.a;` });
  const { status, stderr } = start();
  expect(status).toBe(0);
  expect(stderr).toContain('Duplicate key "a" in object literal');
});

test('an app that catches an error can read where in the source it comes from', () => {
  write({
    'sites/a.ts': `interface Nothing {}\n\nexport const oops = () => { throw new Error('oops'); };\nexport default 'a';`,
    'main.ts': `
      import { oops } from './sites/a';
      try { oops(); } catch (error) { console.log((error as Error).stack); }`,
  });
  for (const kind of ['built', 'stored']) {
    const [head, frame] = output().split('\n');
    expect([kind, head]).toStrictEqual([kind, 'Error: oops']);
    expect(frame).toMatch(/sites\/a\.ts:3:\d+\)?$/);
  }
});

test('says which file it can not find', () => {
  fs.rmSync(path.join(project, 'main.ts'));
  const { status, stderr } = start();
  expect(status).toBe(1);
  expect(stderr).toContain('main.ts');
});
