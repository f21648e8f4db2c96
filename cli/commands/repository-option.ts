import { InvalidArgumentError, Option } from 'commander';
import { parseImage } from '../../lib/formats/image';

/** `--repository`: whose images a command is about. */
export function repositoryOption(): Option {
  return new Option(
    '--repository <image>',
    'repository of the images, without a tag, such as registry.gitlab.com/group/site',
  )
    .argParser(repository)
    .makeOptionMandatory();
}

function repository(text: string): string {
  if (parseImage(text)?.repository === text) return text;
  throw new InvalidArgumentError('write a repository without a tag, such as registry.gitlab.com/group/site.');
}
