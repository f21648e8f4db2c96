import { Option } from 'commander';
import { names } from './names';

/** `--take-over`: what a refusal names, typed out by whoever means it. */
export function takeOverOption(description: string): Option {
  return new Option('--take-over <from>', `${description}; repeatable`).env('CDK8S_DRUPAL_TAKE_OVER').argParser(names);
}
