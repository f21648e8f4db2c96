import { program } from '../program';

/** What `--help` prints of each command. */
const helps = program().commands.map((command) => {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return { name: command.name(), text };
});
const forScripts = ['inspect', 'images', 'gitlab']; // what the pipeline calls; one line says it

test.each(helps.filter(({ name }) => !forScripts.includes(name)))(
  '$name --help has its steps and two examples',
  ({ name, text }) => {
    expect(text).toMatch(/^Steps:\n {2}1\. /m);
    expect(text.match(new RegExp(`^ {2}\\$ npx cdk8s-drupal ${name}\\b`, 'gm'))).toHaveLength(2);
  },
);

test('a default is shown as it is typed', () => {
  expect(helps.find(({ name }) => name === 'deploy')?.text).toMatch(/\(default:\s15m\)/);
});

test.each([[['deploy']], [['deploy', 'dist/shop/live', '--enviroment', 'live']]])('%j leads to the help', (args) => {
  let text = '';
  const command = program();
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: (part) => (text += part) });
  expect(() => command.parse(args, { from: 'user' })).toThrow();
  expect(text).toMatch(/^error: .*\n {2}see: npx cdk8s-drupal deploy --help\n$/);
});
