import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT } from '../refusal';
import { scan } from '../secret-values/scan';

/** `cdk8s-drupal scan`: fails if manifests hold a secret. */
export function scanCommand(): Command {
  return new Command('scan')
    .description('fails if a file of these folders holds a secret, and says which file, and never the secret')
    .argument('<folder...>', 'such as dist')
    .action((folders: string[]) => {
      const absent = folders.filter((folder) => !existsSync(folder));
      const lines =
        absent.length > 0
          ? absent.map((folder) => `${folder}: there is no such folder, run cdk8s synth first`)
          : scan(folders, process.env).map(({ file, what }) => `${file}: holds ${what}`);
      if (lines.length === 0) return;
      console.error(
        [...lines, ...(absent.length > 0 ? [] : ['no artifact may hold a secret: docs/secrets.md'])].join('\n'),
      );
      process.exitCode = EXIT.refused;
    });
}
