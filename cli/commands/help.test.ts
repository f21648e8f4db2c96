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

/** What is said of words that do not parse. */
function errorOf(args: readonly string[]): string {
  let text = '';
  const command = program();
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({ writeErr: (part) => (text += part) });
  expect(() => command.parse(args, { from: 'user' })).toThrow();
  return text;
}

test.each([[['deploy']], [['deploy', 'dist/shop/live', '--enviroment', 'live']]])('%j leads to the help', (args) => {
  expect(errorOf(args)).toMatch(/^error: .*\n {2}see: npx cdk8s-drupal deploy --help\n$/);
});

test.each(['run', 'drush'])('%s says where the options of another program belong', (name) => {
  expect(errorOf([name, 'dist/shop/live', 'cr', '-y'])).toMatch(
    new RegExp(
      `^error: unknown option '-y'\\n  what begins with - .* comes after --\\n  see: npx cdk8s-drupal ${name} --help\\n$`,
    ),
  );
});
