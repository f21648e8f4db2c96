import { join } from 'node:path';
import { Notify, SecretSource } from '../../lib';
import { standInProgram } from '../../test/stand-in-program';
import { SHOP, synth } from '../../test/synth';
import { restoreCommand } from './restore';
import { rollbackCommand } from './rollback';
import { seedCommand } from './seed';

standInProgram('kubectl', '#!/bin/sh\necho "The connection to the server localhost:8080 was refused" >&2\nexit 1\n');
const notifications = [Notify.json({ url: SecretSource.environment('NO_SUCH_HOOK') })];
const live = join(synth([{ ...SHOP, notifications }]).folder, 'dist/shop/live');

async function printed(command: ReturnType<typeof restoreCommand>, ...args: string[]): Promise<string> {
  let text = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += part;
    return true;
  });
  try {
    await command.parseAsync([live, ...args], { from: 'user' });
    return text;
  } finally {
    process.exitCode = undefined;
    spy.mockRestore();
  }
}

const TOLD = 'no message was sent to the address in NO_SUCH_HOOK';

test.each([
  ['restore', restoreCommand, []],
  ['seed', seedCommand, []],
  ['rollback --database', rollbackCommand, ['--database']],
])('%s without the name of the environment was only asked to look, and tells nobody', async (_what, command, args) => {
  expect(await printed(command(), ...args)).not.toContain(TOLD);
  expect(await printed(command(), ...args, '--environment', 'live')).toContain(TOLD);
});

test('a rollback of the web alone needs no name, and is told', async () => {
  expect(await printed(rollbackCommand())).toContain(TOLD);
});

test('where kubectl has no kubeconfig, the message says so', async () => {
  const text = await printed(restoreCommand());
  expect(text).toMatch(/^kubectl get namespace\/shop-live configmap\/cdk8s-drupal-owner failed$/m);
  expect(text).toContain('kubectl has no kubeconfig: set KUBECONFIG');
});
