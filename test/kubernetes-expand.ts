/**
 * Kubernetes' own algorithm, statement by statement.
 * @see https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go
 */
export function expand(input: string, variables: Readonly<Record<string, string>>): string {
  let result = '';
  let checkpoint = 0;
  for (let cursor = 0; cursor < input.length; cursor += 1) {
    if (input[cursor] !== '$' || cursor + 1 >= input.length) continue;
    result += input.slice(checkpoint, cursor);
    const { read, isVariable, advance } = tryReadVariableName(input.slice(cursor + 1));
    result += isVariable ? (variables[read] ?? `$(${read})`) : read;
    cursor += advance;
    checkpoint = cursor + 1;
  }
  return result + input.slice(checkpoint);
}

function tryReadVariableName(input: string): { read: string; isVariable: boolean; advance: number } {
  if (input[0] === '$') return { read: '$', isVariable: false, advance: 1 };
  if (input[0] !== '(') return { read: `$${input[0]}`, isVariable: false, advance: 1 };
  for (let at = 1; at < input.length; at += 1) {
    if (input[at] === ')') return { read: input.slice(1, at), isVariable: true, advance: at + 1 };
  }
  return { read: '$(', isVariable: false, advance: 1 };
}
