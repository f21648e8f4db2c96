import * as v from 'valibot';
import { says } from '../../formats/shape';

/** A ConfigMap has room for a MiB, and this one has two of them. */
const LONGEST = 256 * 1024;

/** A text that becomes a file beside the VCL. */
export const fileText = (what: string) =>
  v.pipe(
    v.string(says('is not a text', what, 'write it in quotes, or read it with fs.readFileSync(FILE, "utf8")')),
    v.check((text) => text.trim() !== '', says('is empty', what, 'write it, or leave the property out')),
    v.check(
      (text) => !/[\0\p{Surrogate}]/u.test(text),
      says('has a NUL character or half of a character', 'Unicode text', 'take it out'),
    ),
    v.check(
      (text) => Buffer.byteLength(text) <= LONGEST,
      says('is too long', `${LONGEST} bytes at most`, 'shorten it'),
    ),
  );

/** What no synth can compile may still be seen to be broken, and where. */
export const ownVcl = v.pipe(
  fileText('VCL'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const problem = brokenAt(dataset.value);
    if (problem !== undefined)
      addIssue({ message: says(`${problem.what} in line ${problem.line}`, problem.allowed, problem.fix) });
  }),
);

interface Broken {
  readonly what: string;
  readonly line: number;
  readonly allowed: string;
  readonly fix: string;
}

/** Comments, texts, braces, and names: the pieces of VCL that matter here. */
const PIECE = /#.*|\/\/.*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|\{"[\s\S]*?"\}|"[^"\n]*"|\/\*|\{"|"|[{}]|[A-Za-z_][\w.]*/g;

function brokenAt(vcl: string): Broken | undefined {
  const open: number[] = [];
  let before = '';
  for (const { 0: piece, index } of vcl.matchAll(PIECE)) {
    const line = vcl.slice(0, index).split('\n').length;
    const at = (what: string, allowed: string, fix: string): Broken => ({ what, line, allowed, fix });
    if (piece === '/*' || piece === '{"' || piece === '"') return at(`has a ${piece} without its end`, 'VCL', 'end it');
    if (piece === '{') open.push(line);
    if (piece === '}' && open.pop() === undefined) return at('has a } too many', 'VCL', 'take it out');
    if (open.length === 0 && piece === 'include')
      return at('includes a file, and there is no other in the container', 'VCL in one text', 'put the text here');
    if (before === 'backend' && piece === 'default')
      return at(
        'declares the backend default, which is there and leads to the web',
        'backends of other names',
        'take it out, or give it another name',
      );
    before = piece;
  }
  const [unclosed] = open.slice(-1);
  if (unclosed === undefined) return undefined;
  return { what: 'has a { without its }', line: unclosed, allowed: 'VCL', fix: 'close it' };
}
