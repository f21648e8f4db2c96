import { join } from 'node:path';
import { timed } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** What this repository's sites cost on top of cdk8s-cli and of Node, which every app has to start. */
export function startUp(folder: string): Row[] {
  const output = join(folder, 'synth');
  const { synth, nothing, shell } = interleave(11, {
    synth: () => timed(`npx cdk8s synth --output ${output}`),
    // An app that does nothing leaves no output folder, which the CLI calls a failure.
    nothing: () => timed(`npx cdk8s synth --output ${output} --app "node -e 0"`, { mayFail: true }),
    shell: () => timed(`npx cdk8s synth --output ${output} --app true`, { mayFail: true }),
  });
  const sites = ['the sites of this repository', milliseconds(synth)] as const;
  return [
    {
      what: 'npx cdk8s synth, against a Node app that does nothing',
      sides: [sites, ['node -e 0', milliseconds(nothing)]],
      value: synth / nothing,
      limit: LIMITS.synth,
    },
    {
      what: 'the same, against no Node app at all, for scale',
      sides: [sites, ['the command `true`', milliseconds(shell)]],
      value: synth / shell,
    },
  ];
}
