import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** What `init` costs on top of Node, each time in an empty folder. */
export function initialising(folder: string): Row[] {
  const { init, nothing } = interleave(11, {
    init: () => timed(`node cli/cdk8s-drupal.cjs init ${mkdtempSync(join(folder, 'site-'))} --name shop`),
    nothing: () => timed('node -e 0'),
  });
  return [
    {
      what: 'cdk8s-drupal init in an empty folder, against a Node that does nothing',
      sides: [
        ['cdk8s-drupal init', milliseconds(init)],
        ['node -e 0', milliseconds(nothing)],
      ],
      value: init / nothing,
      limit: LIMITS.init,
    },
  ];
}
