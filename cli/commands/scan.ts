import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { EXIT } from '../context/refusal';
import { scan } from '../secret-values/scan';
import { names } from './names';

/** `cdk8s-drupal scan`: fails if manifests hold a secret. */
export function scanCommand(): Command {
  return new Command('scan')
    .description('fail if a file holds a secret, and print the name of the file, never the secret')
    .argument('<folder...>', 'such as dist')
    .addOption(
      new Option(
        '--public <variable>',
        'variable that is public although its name looks like that of a secret; repeatable',
      )
        .env('CDK8S_DRUPAL_PUBLIC')
        .argParser(names),
    )
    .action((folders: string[], options: { readonly public?: readonly string[] }) => {
      const lines = problemsIn(folders, options.public);
      if (lines.length === 0) return;
      console.error(lines.join('\n'));
      process.exitCode = EXIT.refused;
    });
}

function problemsIn(folders: readonly string[], open: readonly string[] | undefined): string[] {
  const absent = folders.filter((folder) => !existsSync(folder));
  if (absent.length > 0) return absent.map((folder) => `${folder}: does not exist; run cdk8s synth first`);
  const leaks = scan(folders, process.env, open);
  if (leaks.length === 0) return [];
  const guessed = [...new Set(leaks.flatMap(({ guessed: name }) => name ?? []))];
  return [
    ...leaks.map(({ file, what }) => `${file}: holds ${what}`),
    'no artifact may hold a secret: docs/secrets.md',
    ...(guessed.length > 0
      ? [`if everybody may read it: --public ${guessed.join(',')}, or the variable CDK8S_DRUPAL_PUBLIC`]
      : []),
  ];
}
