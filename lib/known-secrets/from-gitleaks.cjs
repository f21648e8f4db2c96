// Writes gitleaks-rules.ts: `node lib/known-secrets/from-gitleaks.cjs gitleaks.toml`, the file config/gitleaks.toml of a
// release of https://github.com/gitleaks/gitleaks (MIT). Tokens that are known by their own look are taken; rules that need
// the text around a value are not, since in manifests that text is a variable's name.
const { readFileSync, writeFileSync } = require('node:fs');

const [, , file] = process.argv;
const text = readFileSync(file, 'utf8');

/** Known by context, public by design, of a file type that no manifest is, or better said by a rule of our own. */
const LEFT_OUT =
  /^(curl-|kubernetes-secret|nuget-|freemius-|pkcs12-|private-key|sourcegraph-|facebook-access|flutterwave-public|sidekiq-|azure-ad|square-)/;

const rules = text
  .split(/^\[\[rules\]\]$/m)
  .slice(1)
  .map((block) => ({
    id: /^id = "(.*)"$/m.exec(block)[1],
    regex: /^regex = '''(.*)'''$/m.exec(block)?.[1],
    entropy: Number(/^entropy = ([\d.]+)$/m.exec(block)?.[1] ?? 0),
    keywords: JSON.parse(/^keywords = (\[[^\]]*\])$/m.exec(block)?.[1].replace(/,\s*\]/, ']') ?? '[]').map(withinToken),
  }))
  .filter(({ id, regex }) => regex !== undefined && !regex.includes('{0,50}?') && !LEFT_OUT.test(id))
  .map(
    ({ id, regex, entropy, keywords }) => `  [${[id, javascript(regex), entropy, keywords].map(literal).join(', ')}],`,
  );

writeFileSync(
  `${__dirname}/gitleaks-rules.ts`,
  [
    '// Made by from-gitleaks.cjs from the rules of gitleaks (https://github.com/gitleaks/gitleaks).',
    '// MIT License, Copyright (c) 2019 Zachary Rice.',
    '',
    "/** A token's rule: its name, its look, the least entropy of it, and words of which a text has one (in lower case). */",
    'export type TokenRule = readonly [name: string, look: string, entropy: number, words: readonly string[]];',
    '',
    '// biome-ignore format: one rule a line',
    'export const GITLEAKS_RULES: readonly TokenRule[] = [',
    ...rules,
    '];',
    '',
  ].join('\n'),
);

/** A word that stands beside a token, such as the service's name, says nothing of the token alone. */
function withinToken(word) {
  return word === 'airtable' ? 'pat' : word;
}

function literal(value) {
  if (typeof value !== 'string') return Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : String(value);
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** Go's regular expression as JavaScript of Node 20 has it, which knows no flag within a pattern. */
function javascript(regex) {
  const end = String.raw`(?:[\x60'"\s;]|\\[nr]|$)`;
  const [pattern] = [regex.endsWith(end) ? `${regex.slice(0, -end.length)}(?![\\w-])` : regex];
  return anyCase(pattern.replaceAll('[[:alnum:]]', '[0-9A-Za-z]').replaceAll('\\z', '$').replaceAll('(?P<', '(?<'));
}

/** Writes both cases of each letter where `(?i)` holds: to the end of its group. */
function anyCase(pattern) {
  const outer = [];
  let any = false;
  let inClass = false;
  let result = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const [flag, sign, scoped] = /^\(\?(-?)i([:)])/.exec(rest) ?? [];
    if (flag !== undefined) {
      if (scoped === ':') outer.push(any);
      any = sign === '';
      result += scoped === ':' ? '(?:' : '';
      at += flag.length - 1;
      continue;
    }
    const [token] = /^(\\x[\da-f]{2}|\\.|[a-z]-[a-z]|\{[\d,]+\}|\(\?<\w+>|\(\?[:=!])/i.exec(rest) ?? [pattern[at]];
    if (token.startsWith('(')) outer.push(any);
    if (token === ')' && !inClass) any = outer.pop();
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    result += any ? bothCases(token, inClass) : token;
    at += token.length - 1;
  }
  return result;
}

function bothCases(token, inClass) {
  if (/^[a-z]-[a-z]$/i.test(token)) return [...new Set([token.toLowerCase(), token.toUpperCase()])].join('');
  if (!/^[a-z]$/i.test(token)) return token;
  const both = token.toLowerCase() + token.toUpperCase();
  return inClass ? both : `[${both}]`;
}
