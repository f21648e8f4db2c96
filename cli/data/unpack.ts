import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';

/** A tar archive that is unpacked as it comes. */
export interface Unpacking {
  /** Where it goes to. */
  readonly input: Writable;
  /** Why it could not be unpacked; nothing if it could. */
  readonly ended: Promise<string[]>;
}

/** Unpacks an archive into a folder, as files of whoever unpacks it. */
export function unpack(folder: string): Unpacking {
  const tar = spawn('tar', ['-x', '-o', '-f', '-', '-C', folder], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  tar.stderr.on('data', (data) => {
    said += data;
  });
  const ended = new Promise<string[]>((resolve) => {
    tar.on('error', ({ message }) => resolve([`tar cannot be run: ${message}`]));
    tar.on('close', (status) => resolve(status === 0 ? [] : [`tar ended with ${status}`, ...said.trim().split('\n')]));
  });
  // It ends as soon as it has seen the archive's end, before the padding behind it: its status says whether that was too early.
  tar.stdin.on('error', () => undefined);
  const input = new Writable({
    write: (chunk, _encoding, done) => void tar.stdin.write(chunk, () => done()),
    final: (done) => {
      tar.stdin.end();
      done();
    },
    destroy: (error, done) => {
      if (error !== null) tar.kill();
      done(error);
    },
  });
  return { input, ended };
}
