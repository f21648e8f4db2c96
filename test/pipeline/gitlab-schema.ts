import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import Ajv, { type ValidateFunction } from 'ajv';

const BUNDLE = require.resolve('gitlab-ci-local');
const START = '{$schema:"http://json-schema.org/draft-07/schema#",$id:"https://gitlab.com/.gitlab-ci.yml"';

/** GitLab's own schema of a .gitlab-ci.yml. gitlab-ci-local carries it in its one file, and loosens it before use. */
export function gitlabSchema(): ValidateFunction {
  const text = readFileSync(BUNDLE, 'utf8');
  const start = text.indexOf(START);
  if (start < 0) throw new Error('gitlab-ci-local no longer carries the schema in this form');
  const schema = runInNewContext(`(${literalAt(text, start)})`);
  // Formats and the schema's own vocabulary are of no concern to what is valid.
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, validateFormats: false, strictTypes: false });
  ajv.addKeyword('markdownDescription');
  return ajv.compile(JSON.parse(JSON.stringify(schema)));
}

/** The object literal that begins at an index: to the brace that closes it, strings left aside. */
function literalAt(text: string, start: number): string {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const character = text[index] ?? '';
    if ('"\'`'.includes(character)) index = endOfString(text, index);
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return text.slice(start, index + 1);
  }
  throw new Error('the literal has no end');
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== text[start]) index += text[index] === '\\' ? 2 : 1;
  return index;
}
