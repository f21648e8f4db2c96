import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import { objectsOf, SHOP, synth } from '../../test/synth';

// A cluster whose pods are this machine: the whole command, with its exit status, streams and signals.
const live = join(synth([SHOP]).folder, 'dist/shop/live');
const web = { ...objectsOf({}).find(({ kind }) => kind === 'Deployment') };
const { folder, write } = standInProgram('kubectl');
const file = (name: string) => join(folder, name);
const list = (...items: object[]) => JSON.stringify({ kind: 'List', items });

const NAMESPACE = objectsOf({}).filter(({ kind, metadata }) => kind === 'Namespace' || metadata.name === 'deploy');
const POD = {
  kind: 'Pod',
  metadata: { name: 'the-pod' },
  status: { phase: 'Running', containerStatuses: [{ name: 'drupal', state: { running: {} } }] },
};

beforeEach(() => {
  for (const name of ['calls', 'lifeline']) writeFileSync(file(name), '');
  writeFileSync(file('state'), list(...NAMESPACE));
  writeFileSync(file('deployments'), list(web));
  writeFileSync(file('pods'), list(POD));
  writeFileSync(file('none'), list());
  write(`#!/bin/bash
cd '${folder}'
echo "$*" >> calls
case "$*" in
  *" version "*) echo '{"serverVersion":{"major":"1","minor":"31"}}' ;;
  *"create --validate=false"*) yes true | head -n 50 ;;
  *" get namespace/"*) cat state ;;
  *" get deployments "*) cat deployments ;;
  *" get pods "*job-name=*) cat pods ;;
  *" get job/"*) echo '{"kind":"Job","metadata":{"name":"x"},"status":{}}' ;;
  *" get "*) cat none ;;
  *" create -f -"*) cat > created ;;
  *" attach "*)
    while read -r line; do
      echo "$line" >> lifeline
      case $line in
        'ready?') echo ready ;;
        INT | TERM | HUP) kill -"$line" "$(cat command.pid)" ;;
      esac
    done ;;
  *" exec "*)
    while [ "$1" != -- ]; do shift; done; shift
    (cd /; echo $BASHPID > '${folder}/command.pid'; exec "$@"); status=$?
    [ $status = 0 ] || { echo "command terminated with exit code $status" >&2; exit $status; } ;;
esac
`);
});

function start(args: readonly string[], input = '') {
  const command = join(__dirname, '../cdk8s-drupal.cjs');
  const child = spawn('node', [command, ...args], { env: { ...process.env, CI_PROJECT_ID: '' } });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (said.stdout += data));
  child.stderr.on('data', (data) => (said.stderr += data));
  child.stdin.end(input);
  const ended = new Promise<object>((resolve) => child.on('close', (status) => resolve({ status, ...said })));
  return { child, said, ended };
}

const calls = () => readFileSync(file('calls'), 'utf8');

test('a command has its input, its outputs and its exit status, and its pod is deleted', async () => {
  const words = ['sh', '-c', 'cat; echo complaint >&2; exit 7'];
  expect(await start(['run', live, '--', ...words], 'input\n').ended).toEqual({
    status: 7,
    stdout: 'input\n',
    stderr: 'complaint\n',
  });
  const { metadata } = JSON.parse(readFileSync(file('created'), 'utf8'));
  expect(calls()).toContain(`delete job ${metadata.name}`);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the command, which decides how it ends',
  async (signal) => {
    const words = ['bash', '-c', `trap 'echo orderly; exit 42' ${signal}; echo begun; while :; do sleep 0.1; done`];
    const { child, said, ended } = start(['run', live, '--', ...words]);
    while (!said.stdout.includes('begun') && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill(signal);
    expect(await ended).toMatchObject({ status: 42, stdout: 'begun\norderly\n' });
    expect(readFileSync(file('lifeline'), 'utf8')).toContain(signal.slice(3));
    expect(calls()).toContain('delete job run-');
  },
);

test('a connection that is lost is no exit status of the command', async () => {
  const words = ['sh', '-c', 'kill -9 $PPID'];
  const { status, stderr } = (await start(['run', live, '--', ...words]).ended) as { status: number; stderr: string };
  expect(stderr).toContain('the connection to the pod was lost');
  expect(status).toBe(125);
  expect(calls()).toContain('delete job run-');
});
