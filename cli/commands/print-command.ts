import { EXIT } from '../context/refusal';
import { told } from './run-command';

/** Runs a command whose output another program reads: nothing else comes to standard output, and errors do not. */
export async function printCommand(work: () => string | Promise<string>): Promise<void> {
  try {
    const text = await work();
    if (text !== '') process.stdout.write(`${text}\n`);
    process.exitCode = EXIT.ok;
  } catch (error) {
    const { headline, lines, status } = told(error);
    process.stderr.write([headline, ...lines.map((line) => `  ${line}`), ''].join('\n'));
    process.exitCode = status;
  }
}
