import { AS_ADMINISTRATOR } from '../club';
import { DEN, DEN_FOLDER, deployDen } from '../den';
import { ask } from '../https';
import { cdk8sDrupal, succeeds } from '../product';
import { kept, scene } from '../scene';
import { Terminal } from '../terminal';
import { recipeStep, tried } from '../tried';

const { bed } = scene();

recipeStep('8. Every day', () => {
  tried('drush, with a pipe', async () => {
    await deployDen(kept<{ image: string }>('release').image, 'traefik', 'access: Access.open()');
    const drush = (...words: string[]) => cdk8sDrupal(['drush', DEN_FOLDER, '--', ...words], AS_ADMINISTRATOR);
    const title = await drush('state:get', 'title');
    if (title.status !== 0) throw new Error(title.stderr);
    expect(title.stdout).toMatch(/^\S.*\n$/);
    const unknown = await drush('no:such');
    expect(unknown).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('no:such') });
    return 'standard output is drush’s alone, and so is the exit status: 0, and 1 of a command that is not there';
  });

  tried('a shell, in a terminal', async () => {
    await inTerminal(['shell', DEN_FOLDER], async (terminal) => {
      await terminal.shows(/[$#]\s*$/);
      await terminal.type('echo $((6 * 7)) as $(id -u), $(stty size)');
      await terminal.shows(new RegExp(`^42 as 10001, ${await terminal.size()}$`, 'm'));
      await terminal.type('echo asleep; sleep 600');
      await terminal.shows(/^asleep$/m);
      await terminal.press('C-c');
      await terminal.shows(/\^C\s.*[$#]\s*$/); // what is typed before that is thrown away with the command
      await terminal.type('drush state:get title > /tmp/title; wc -l < /tmp/title; exit 7');
      await terminal.shows(/^1$[\s\S]*\[ended with 7\]/m);
    });
    await noJobIsLeft();
    return 'as user 10001 and as large as the terminal; Ctrl-C ended a command and not the shell; its exit status came through, and its pod is gone';
  });

  tried('logs that are followed, in a terminal', async () => {
    await inTerminal(['logs', DEN_FOLDER, 'web', '--follow'], async (terminal) => {
      await terminal.shows(/"GET /);
      await ask(`https://${DEN.host}/?seen=in-the-log`);
      await terminal.shows(/GET \/\?seen=in-the-log/);
      await terminal.press('C-c');
      await terminal.shows(/\[ended with (0|130)\]/);
    });
    return 'a visitor’s request shows up; Ctrl-C ends it';
  });

  tried('login', async () => {
    const said = await succeeds(['login', DEN_FOLDER], AS_ADMINISTRATOR);
    expect(said).toMatch(new RegExp(`^https://${DEN.host}/user/reset/1/\\d+/[0-9a-f]+/login\\n$`));
    return 'one line, a link to the stage’s own host';
  });
});

async function inTerminal(args: readonly string[], work: (terminal: Terminal) => Promise<void>): Promise<void> {
  const terminal = await Terminal.open(args, AS_ADMINISTRATOR);
  await work(terminal).finally(() => terminal.close());
}

/** What a shell ran in is gone with it. */
async function noJobIsLeft(): Promise<void> {
  const { items } = await bed.get(DEN.namespace, 'jobs', '--selector', 'app.kubernetes.io/component=one-off.command');
  expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual([]);
}
