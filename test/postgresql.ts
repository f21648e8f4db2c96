import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseBackup } from '../lib/site/data-backup';
import { freePort } from './free-port';

/** Where Debian has a server's programs. */
const PROGRAMS = '/usr/lib/postgresql';
const versions = existsSync(PROGRAMS)
  ? readdirSync(PROGRAMS).filter((name) => existsSync(join(PROGRAMS, name, 'bin/postgres')))
  : [];
/** Who runs the server, which refuses to be root's. */
const NOBODY = 65_534;

/** Tests of what a real PostgreSQL does, where there is one. */
export function describePostgresql(what: string, tests: () => void): void {
  if (versions.length > 0) describe(what, tests);
  else describe.skip(`${what} [skipped: there is no PostgreSQL here; .ci/install-tools installs it]`, tests);
}

/** The server that a rehearsal starts, and the client of backups, on files as their containers have them. */
export class RunningPostgresql {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The files alone, with no server yet. */
  static async prepare({ client, scratch }: DatabaseBackup): Promise<RunningPostgresql> {
    const folder = mkdtempSync(join(tmpdir(), 'postgresql-'));
    for (const name of FOLDERS) mkdirSync(join(folder, name));
    for (const name of ['', ...FOLDERS]) chownSync(join(folder, name), NOBODY, NOBODY);
    const scratchEnv = Object.entries(scratch?.env ?? {}).map(([name, value]) => [name, inFolder(folder, value)]);
    const prepared = new RunningPostgresql(folder, {
      ...process.env,
      ...Object.fromEntries(scratchEnv),
      PATH: `${join(PROGRAMS, versions.at(-1) ?? '', 'bin')}:${process.env.PATH}`,
      PGSQL_PORT: String(await freePort()),
    });
    prepared.write('backup/client', client);
    prepared.write('backup/serve', scratch?.serve ?? '');
    prepared.write('rehearsal/password', 'a-password');
    return prepared;
  }

  /** @throws Error with what it says, if it does not start */
  static async start(backup: DatabaseBackup): Promise<RunningPostgresql> {
    const running = await RunningPostgresql.prepare(backup);
    const { folder, env } = running;
    const script = `cd ${folder}; . ${folder}/backup/client; . ${folder}/backup/serve; serve > serve.log 2>&1 && touch started; wait "$served"`;
    const server = spawn('sh', ['-c', script], { env, ...asNobody(), stdio: 'ignore' });
    running.server = server;
    while (!existsSync(join(folder, 'started'))) {
      if (server.exitCode !== null) throw new Error(readFileSync(join(folder, 'serve.log'), 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return running;
  }

  /** Writes a file, such as `backup/rows`, as a container has it. */
  write(name: string, text: string): void {
    writeFileSync(this.path(name), inFolder(this.folder, text), { mode: 0o755 });
  }

  /** Where a file of the container is. */
  path(name: string): string {
    return join(this.folder, name);
  }

  remove(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), 'utf8') : '';
  }

  /** Runs lines of shell with the client's functions. */
  shell(lines: string, env: NodeJS.ProcessEnv = {}, input?: string | Buffer) {
    const script = `. ${this.folder}/backup/client\n${inFolder(this.folder, lines)}`;
    // Into files, since a pipe is waited for until the last child of a script that has ended lets go of it.
    const [stdout, stderr] = ['stdout', 'stderr'].map((name) => this.path(name)) as [string, string];
    const [out, error] = [openSync(stdout, 'w'), openSync(stderr, 'w')];
    const { status } = spawnSync('sh', ['-c', script], {
      env: { ...this.env, ...env },
      ...asNobody(),
      input,
      stdio: [input === undefined ? 'ignore' : 'pipe', out, error],
    });
    closeSync(out);
    closeSync(error);
    return { status, stdout: readFileSync(stdout, 'utf8'), stderr: readFileSync(stderr, 'utf8') };
  }

  /** Runs statements, and gives what they print. @throws Error if one fails */
  sql(statements: string, database = 'drupal'): string {
    const { status, stdout, stderr } = this.shell('run_sql', { PGSQL_NAME: database }, statements);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.server?.once('exit', resolve));
    process.kill(Number(this.read('scratch/data/postmaster.pid').split('\n')[0]), 'SIGINT');
    await ended;
    this.clear();
  }

  /** Takes the files away. */
  clear(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The folders of the containers that scripts know. */
const FOLDERS = ['scratch', 'work', 'rehearsal', 'backup', 'tools', 'tmp'];

function inFolder(folder: string, text: string): string {
  return text
    .replace(new RegExp(`(?<![\\w.}])/(${FOLDERS.join('|')})\\b`, 'g'), `${folder}/$1`)
    .replaceAll('/dev/termination-log', `${folder}/work/said`);
}

function asNobody(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}
