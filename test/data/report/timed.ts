import { appendFileSync } from 'node:fs';
import type { Run } from '../../deploy/command';

/** Runs a command whose time is told on the page beside its test; returns its seconds. */
export async function timed(command: () => Promise<Run>): Promise<number> {
  const seconds = (await command()).milliseconds / 1000;
  const { DATA_TIMES: file } = process.env;
  if (file === undefined) throw new Error('commands are timed with jest.data.config.js alone');
  appendFileSync(file, `${JSON.stringify({ test: expect.getState().currentTestName, seconds })}\n`);
  return seconds;
}
