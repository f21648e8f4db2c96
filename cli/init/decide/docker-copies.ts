/** What a Dockerfile copies out of its context: paths, possibly with wildcards. Stages and addresses are none. */
export function copiedBy(dockerfile: string): string[] {
  const lines = dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/);
  const sources = lines.flatMap((line) => {
    const [, said = ''] = /^\s*(?:COPY|ADD)\s+(.*)$/i.exec(line) ?? [];
    if (said === '' || /(^|\s)--from=/.test(said)) return [];
    const rest = said.replace(/^(--\S+\s+)+/, '');
    const words = rest.startsWith('[') ? listIn(rest) : rest.split(/\s+/);
    return words.slice(0, -1);
  });
  return [...new Set(sources.filter((source) => !/^(https?:|git@|<<)/.test(source)).map(normal))];
}

function listIn(said: string): string[] {
  try {
    const list = JSON.parse(said);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

function normal(path: string): string {
  return path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.';
}
