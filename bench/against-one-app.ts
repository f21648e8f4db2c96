import { join } from 'node:path';
import { measured } from './command';
import { interleave } from './interleave';
import { LIMITS } from './limits';
import { milliseconds, type Row } from './row';

/** 300 sites against the same constructs as charts of one default cdk8s App. */
export function againstOneApp(folder: string): Row[] {
  const { apps, app } = interleave(3, {
    apps: () => measured('many-sites', 300, join(folder, 'apps')).time,
    app: () => measured('one-app', 300, join(folder, 'one-app')).time,
  });
  return [
    {
      what: '300 sites, how many times faster than as charts of one default cdk8s App, in processor time',
      sides: [
        ['an App for each site and environment', milliseconds(apps)],
        ['one App, app.synth()', milliseconds(app)],
      ],
      value: app / apps,
      limit: LIMITS.speedup,
    },
  ];
}
