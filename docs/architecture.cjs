const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Draws the rooms of lib/ and cli/ in docs/architecture.md from the imports: `npm run docs`. With --check, fails if they changed. */

const PAGE = join(__dirname, 'architecture.md');

/** `lib/site`, and for a file of no room its own name: `lib/problem.ts` */
const roomOf = (file) => /^((?:lib|cli)\/[^/]+)/.exec(file)?.[1];

/** Types may name each other, as a site and its services do. */
const isValue = ({ dependencyTypes }) => !dependencyTypes.includes('type-only');

/** Which room imports which. */
async function imports() {
  const { cruise } = await import('dependency-cruiser');
  const options = {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$|^node_modules/' },
    includeOnly: { path: '^(lib|cli)/' },
    tsPreCompilationDeps: true,
  };
  const { output } = await cruise(['lib', 'cli'], options);
  const edges = new Map();
  for (const { source, dependencies } of output.modules) {
    const from = roomOf(source);
    for (const to of dependencies.filter(isValue).map(({ resolved }) => roomOf(resolved))) {
      if (from && to && from !== to) edges.set(from, new Set(edges.get(from)).add(to));
    }
  }
  return edges;
}

/** Only what is not said by a longer way: if a imports b and b imports c, that a imports c too is left out. */
function reduced(edges) {
  const reaches = (from, to, seen = new Set()) => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(edges.get(from) ?? [])].some((next) => reaches(next, to, seen));
  };
  const isRedundant = (from, to) => [...edges.get(from)].some((other) => other !== to && reaches(other, to));
  return [...edges].flatMap(([from, all]) => [...all].filter((to) => !isRedundant(from, to)).map((to) => [from, to]));
}

/** A drawing of one folder's rooms, as Mermaid. */
function drawing(edges, folder) {
  const isThere = (room) =>
    room.startsWith(`${folder}/`) && !/index\.ts$|defaults\.ts$|main\.ts$|program\.ts$|\.cjs$/.test(room);
  const own = new Map(
    [...edges].filter(([from]) => isThere(from)).map(([from, all]) => [from, new Set([...all].filter(isThere))]),
  );
  const id = (room) => room.replace(/\W/g, '_');
  const name = (room) => room.slice(folder.length + 1).replace('.ts', '');
  const rooms = [...new Set([...own].flatMap(([from, all]) => [from, ...all]))].sort();
  const arrows = reduced(own).map(([from, to]) => `  ${id(from)} --> ${id(to)}`);
  return [
    '```mermaid',
    'graph TD',
    ...rooms.map((room) => `  ${id(room)}["${name(room)}"]`),
    ...arrows.sort(),
    '```',
  ].join('\n');
}

async function main() {
  const edges = await imports();
  const page = readFileSync(PAGE, 'utf8');
  const drawn = page.replace(
    /<!-- drawn: (lib|cli) -->.*?<!-- end -->/gs,
    (_, folder) => `<!-- drawn: ${folder} -->\n${drawing(edges, folder)}\n<!-- end -->`,
  );
  if (!process.argv.includes('--check')) writeFileSync(PAGE, drawn);
  else if (drawn !== page) {
    console.error('docs/architecture.md: the drawing is not that of the imports: npm run docs');
    process.exitCode = 1;
  }
}

main();
