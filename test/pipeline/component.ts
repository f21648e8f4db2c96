import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseAllDocuments } from 'yaml';
import { PROJECT } from './repository';

/** What an input of a component says of itself. */
interface Input {
  readonly type?: string;
  readonly regex: string;
  readonly default?: unknown;
}

/** The header and the jobs of a component, as YAML. */
export function componentOf(file: string): { text: string; header?: Document; body?: Document } {
  const text = readFileSync(join(PROJECT, 'templates', file), 'utf8');
  const [header, body] = parseAllDocuments(text, {
    customTags: [{ tag: '!reference', collection: 'seq' }],
  }) as Document[];
  return { text, header, body };
}

/** The inputs of a component. */
export function inputsOf(file: string): Record<string, Input> {
  return componentOf(file).header?.toJS().spec.inputs;
}
