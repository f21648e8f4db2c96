import { join } from 'node:path';
import { timed } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** What this repository's sites cost on top of cdk8s-cli. */
export function startUp(folder: string): Row[] {
  const output = join(folder, 'synth');
  const { synth, nothing, node } = interleave(15, {
    synth: () => timed(`npx cdk8s synth --output ${output}`),
    // An app that does nothing leaves no output folder, which the CLI calls a failure.
    nothing: () => timed(`npx cdk8s synth --output ${output} --app true`, { mayFail: true }),
    node: () => timed('node -e 0'),
  });
  return [
    {
      what: 'npx cdk8s synth, with the sites of this repository against an app that does nothing',
      sides: [
        ['the sites of this repository', milliseconds(synth)],
        ['an app that does nothing', milliseconds(nothing)],
        ['node -e 0, for scale', milliseconds(node)],
      ],
      value: synth / nothing,
      limit: LIMITS.synth,
    },
  ];
}
