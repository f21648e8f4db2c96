const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { cpus, loadavg, tmpdir } = require('node:os');
const { basename, join } = require('node:path');
const { page, picture } = require('./page.cjs');

const DOCS = join(__dirname, '../../../docs');
const TESTS = join(__dirname, '..');

/**
 * Brings the page in docs/ up to date once each file of tests has gone well as a whole. DATA_SCENE names a folder in which the
 * files' results stay, so that they may be run one after the other.
 */
module.exports = class Reporter {
  /** Where the tests say how long a command took. */
  onRunStart() {
    this.folder = process.env.DATA_SCENE ?? mkdtempSync(join(tmpdir(), 'data-report-'));
    mkdirSync(this.folder, { recursive: true });
    process.env.DATA_TIMES = join(this.folder, 'times.jsonl');
    writeFileSync(process.env.DATA_TIMES, '');
  }

  onRunComplete(_contexts, { testResults }) {
    const lines = readFileSync(process.env.DATA_TIMES, 'utf8').split('\n').filter(Boolean);
    const times = new Map(lines.map((line) => JSON.parse(line)).map(({ test, seconds }) => [test, seconds]));
    for (const { testFilePath, testResults: tests } of testResults) {
      const name = basename(testFilePath, '.test.ts');
      if (tests.length === 0 || tests.some(({ status }) => status !== 'passed')) continue;
      const tried = tests.map(({ ancestorTitles, title, fullName, duration }) => ({
        title: [...ancestorTitles, title].join(': '),
        seconds: (duration ?? 0) / 1000,
        command: times.get(fullName),
      }));
      writeFileSync(join(this.folder, `${name}.json`), JSON.stringify({ tried, load: loadavg()[2] }, undefined, 2));
    }
    this.write();
  }

  /** A run of some tests, one that failed, and one with another amount of data leave the page as it was. */
  write() {
    const names = readdirSync(TESTS).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
    const resultOf = (name) => join(this.folder, `${name}.json`);
    if (process.env.DATA_MEGABYTES !== undefined || !names.every((name) => existsSync(resultOf(name)))) return;
    const results = new Map(names.map((name) => [name, JSON.parse(readFileSync(resultOf(name), 'utf8'))]));
    const load = Math.round(Math.max(...[...results.values()].map((result) => result.load)));
    writeFileSync(join(DOCS, 'data-report.md'), page(results, `${cpus().length} cores with a load of ${load}`));
    writeFileSync(join(DOCS, 'data-report.svg'), picture(results.get('damage').tried));
  }
};
