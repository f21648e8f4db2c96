import type { Change } from './changes';
import { asMarkdown } from './markdown';
import { asText } from './text';

const CHANGES: Change[] = [
  { verb: 'create', name: 'Job/release', body: '+ all of it' },
  { verb: 'change', name: 'Deployment/web', body: '@@ -1 +1 @@\n-  image: one\n+  image: two' },
  { verb: 'change', name: 'Service/web', body: '' },
  { verb: 'prune', name: 'CronJob/queue', body: '' },
];

test('for a terminal: first which objects, then what in them', () => {
  expect(asText('shop live', CHANGES)).toMatchInlineSnapshot(`
    "shop live: 1 created, 2 changed, 1 pruned
      + Job/release
      ~ Deployment/web
      ~ Service/web
      - CronJob/queue

    Deployment/web
    @@ -1 +1 @@
    -  image: one
    +  image: two
    "
  `);
  expect(asText('shop live', [])).toBe('shop live: nothing would change\n');
});

test('for a merge request: a table, and the lines folded away', () => {
  expect(asMarkdown('shop live', CHANGES)).toMatchInlineSnapshot(`
"### shop live

A deploy would leave 1 created, 2 changed, 1 pruned.

| | object |
| --- | --- |
| create | \`Job/release\` |
| change | \`Deployment/web\` |
| change | \`Service/web\` |
| prune | \`CronJob/queue\` |

<details><summary>Deployment/web</summary>

~~~diff
@@ -1 +1 @@
-  image: one
+  image: two
~~~

</details>
"
`);
  expect(asMarkdown('shop live', [])).toBe('### shop live\n\nA deploy would change nothing.\n');
});

test('what others have changed stands below the summary', () => {
  const drift = ['drift Deployment/web: spec.replicas, set by kubectl'];
  expect(asText('shop live', [], drift)).toBe(`shop live: nothing would change\n${drift[0]}\n`);
  expect(asText('shop live', CHANGES.slice(1, 2), drift)).toContain(
    `  ~ Deployment/web\n${drift[0]}\n\nDeployment/web\n`,
  );
  expect(asMarkdown('shop live', [], drift)).toBe(`### shop live\n\nA deploy would change nothing.\n\n- ${drift[0]}\n`);
});
