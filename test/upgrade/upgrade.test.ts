import { join } from 'node:path';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { siteFile, synthFiles } from '../synth';
import { fieldChanges } from './field-changes';
import { keptCommits, keptFolder, type Placed, placed, podTemplate } from './kept';
import { SITES } from './sites';

/** What a deploy over an earlier commit's site would find: no refused field, nothing lost, and each restart explained. */
describe.each(keptCommits())('over what commit %s made', (commit) => {
  describe.each(SITES.map(({ props }) => props.name))('of the site %s', (name) => {
    let before: Map<string, Placed>;
    let after: Map<string, Placed>;

    beforeAll(() => {
      const site = SITES.find(({ props }) => props.name === name);
      const { status, report, folder } = synthFiles([siteFile(site)]);
      if (status !== 0) throw new Error(report);
      before = placed(keptFolder(commit, name));
      after = placed(join(folder, 'dist', name, 'live'));
    });

    test('what holds data or cannot be made anew is where it was', () => {
      const kept = [...before].filter(([, { object }]) => KEPT.includes(object.kind));
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.map(([id, { file }]) => [id, file])).toEqual(kept.map(([id]) => [id, after.get(id)?.file]));
    });

    test('no field changes that the API server lets nobody change', () => {
      const immutable = [...before].map(([id, { object }]) => [id, fixedFields(object)] as const);
      expect(immutable.filter(([, fields]) => Object.keys(fields).length > 0).length).toBeGreaterThan(3);
      for (const [id, fields] of immutable) {
        const now = after.get(id);
        if (now !== undefined) expect([id, fixedFields(now.object)]).toEqual([id, fields]);
      }
    });

    test('what comes, what goes, and what restarts a pod', () => {
      const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
      const told = ids.flatMap((id) => {
        const [old, now] = [before.get(id), after.get(id)];
        if (old === undefined) return [`+ ${id}`];
        if (now === undefined) return [`- ${id}`];
        return fieldChanges(podTemplate(old.object), podTemplate(now.object)).map((change) => `${id} ${change}`);
      });
      expect(`${told.join('\n')}\n`).toMatchSnapshot();
    });
  });
});

const KEPT = ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Secret', 'ServiceAccount', 'StatefulSet'];

/** The fields of an object that no update may change. */
function fixedFields({ kind, spec = {} }: Manifest): Record<string, unknown> {
  switch (kind) {
    case 'StatefulSet': {
      const { replicas: _r, template: _t, updateStrategy: _u, minReadySeconds: _m, ...fixed } = spec;
      const { persistentVolumeClaimRetentionPolicy: _p, revisionHistoryLimit: _h, ...rest } = fixed;
      return rest;
    }
    case 'Deployment':
      return { selector: spec.selector };
    case 'Service':
      return { clusterIP: spec.clusterIP };
    case 'Job': // of another name where its pods are others
      return { template: spec.template };
    case 'PersistentVolume':
    case 'PersistentVolumeClaim':
      return spec;
    default:
      return {};
  }
}
