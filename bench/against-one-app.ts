import { measured } from './command';
import { emptied } from './emptied';
import { LIMITS } from './limits';
import { median } from './median';
import { milliseconds, type Row } from './row';

/** 300 sites against the same constructs as charts of one default cdk8s App, which takes so long that it runs once. */
export function againstOneApp(folder: string): Row[] {
  const ours = () => measured('many-sites', 300, emptied(folder, 'sites')).time;
  const before = [ours(), ours()];
  const app = measured('one-app', 300, emptied(folder, 'one-app')).time;
  const apps = median([...before, ours(), ours()]);
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
