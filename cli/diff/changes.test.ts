import { differencesIn } from './changes';

const GNU = `diff -u -N /tmp/LIVE-1/apps.v1.Deployment.shop-live.web /tmp/MERGED-2/apps.v1.Deployment.shop-live.web
--- /tmp/LIVE-1/apps.v1.Deployment.shop-live.web	2026-01-01 00:00:00.000000000 +0000
+++ /tmp/MERGED-2/apps.v1.Deployment.shop-live.web	2026-01-01 00:00:00.000000000 +0000
@@ -1,3 +1,3 @@
-  generation: 1
+  generation: 2
-  image: one
+  image: two
diff -u -N /tmp/LIVE-1/batch.v1.Job.shop-live.release /tmp/MERGED-2/batch.v1.Job.shop-live.release
--- /tmp/LIVE-1/batch.v1.Job.shop-live.release	1970-01-01 00:00:00.000000000 +0000
+++ /tmp/MERGED-2/batch.v1.Job.shop-live.release	2026-01-01 00:00:00.000000000 +0000
@@ -0,0 +1 @@
+kind: Job
`;

const BUSYBOX = `--- /tmp/LIVE-1/apps.v1.Deployment.shop-live.web
+++ /tmp/MERGED-2/apps.v1.Deployment.shop-live.web
@@ -1,3 +1,3 @@
-  generation: 1
+  generation: 2
-  image: one
+  image: two
--- /dev/null
+++ /tmp/MERGED-2/batch.v1.Job.shop-live.release
@@ -0,0 +1 @@
+kind: Job
`;

test.each([
  ['GNU', GNU],
  ['BusyBox', BUSYBOX],
])('reads what the diff of %s prints', (_whose, text) => {
  expect(differencesIn(text)).toEqual([
    { verb: 'change', name: 'Deployment/web', body: '@@ -1,3 +1,3 @@\n-  image: one\n+  image: two' },
    { verb: 'create', name: 'Job/release', body: '@@ -0,0 +1 @@\n+kind: Job' },
  ]);
});

test('finds nothing where nothing differs', () => {
  expect(differencesIn('')).toEqual([]);
});
