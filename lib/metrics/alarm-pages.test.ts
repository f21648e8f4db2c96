import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARM_NAMES } from '../contract/alarms';
import { anchorOf } from './alarm-rules';
import { ALARMS } from './alarms';

const PAGE = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');

test('docs/metrics.md lists all alarms as they are', () => {
  const rows = [...PAGE.matchAll(/^\| \[(Drupal\w+)\]\((#\w+)\) \| (\w+) \| (\w+) \| .+ \|$/gm)];
  expect(rows.map(([, ...cells]) => cells)).toStrictEqual(
    ALARM_NAMES.map((name) => [name, `#${anchorOf(name)}`, ALARMS[name].severity, ALARMS[name].for]),
  );
});

test('each alarm has a section there, which its link leads to', () => {
  const headings = [...PAGE.matchAll(/^### (Drupal\w+)$/gm)].map(([, name]) => name);
  expect(headings).toStrictEqual([...ALARM_NAMES]);
});
