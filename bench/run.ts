// npm run bench: every comparison is measured side by side in this one run. What counts is the ratio.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { againstOneApp } from './against-one-app';
import { deploying } from './deploying';
import { growth } from './growth';
import { initialising } from './initialising';
import { holds } from './limits';
import { print } from './row';
import { startUp } from './start-up';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-bench-'));
try {
  for (const comparison of [startUp, initialising, deploying, growth, againstOneApp]) {
    for (const row of comparison(folder)) {
      print(row);
      if (row.limit && !holds(row.limit, row.value)) process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
