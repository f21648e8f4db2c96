/** What each file of tests is about, in the order of the page. */
const SECTIONS = {
  damage: 'Data is lost, and comes back',
  rollback: 'A release is undone',
  restore: 'What a restore does, and what it refuses',
  backup: 'Nights on which a backup goes wrong',
  outside: 'A managed database, and files in a claim that was there',
  nfs: 'Files on NFS',
  slow: 'A slow storage',
  locks: 'A process that was killed has left its lock',
  visitors: 'Visitors notice nothing',
  append: 'A key that may only add',
  rehearsal: 'The rehearsal finds what is no good',
  sanitised: 'Content without personal data',
  growth: 'Volumes grow',
};

/** The page: what was tried on a real node, and how long it took. */
exports.page = (results, machine) => {
  const missing = [...results.keys()].filter((name) => !(name in SECTIONS));
  if (missing.length > 0) throw new Error(`page.cjs does not know what these tests are about: ${missing.join(', ')}`);
  const sections = Object.entries(SECTIONS).map(([name, heading]) => {
    const { tried } = results.get(name);
    const timed = tried.some(({ command }) => command !== undefined);
    const rows = tried.map(({ title, seconds, command }) =>
      row([title, ...(timed ? [command === undefined ? '' : inSeconds(command)] : []), inSeconds(seconds)]),
    );
    const head = ['', ...(timed ? ['the command'] : []), 'with all checks'];
    return [`## ${heading}`, '', row(head), row(['---', ...head.slice(1).map(() => '---:')]), ...rows, ''].join('\n');
  });
  return `<!-- Made by \`npm run test:data\`. -->

# Backups on a real node

Everything that [data.md](data.md) promises, tried on a cluster whose containers run, with real MariaDB, restic and a storage that speaks S3
(versitygw). Drupal is played by [a small site](../test/data/site/README.md) with Drupal's tables. Where data is lost there are 200 MB in the
database and 2,000 files; what has come back has the same checksum of each table and of all files. On ${machine}.

![How long it takes until the data is back](data-report.svg)

${sections.join('\n')}`;
};

const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
const inSeconds = (seconds) => `${seconds.toFixed(0)} s`;

const [WIDTH, LEFT, RIGHT, TOP, LANE, BAR] = [960, 420, 70, 56, 28, 18];

/** How long each way back took, as bars. */
exports.picture = (tried) => {
  const bars = tried.filter(({ command }) => command !== undefined);
  const longest = Math.max(...bars.map(({ command }) => command));
  const label = 'Seconds from the command until the data is back: 200 MB, 2,000 files';
  const lanes = bars.map(({ title, command }, index) => {
    const y = TOP + index * LANE;
    const width = Math.max(1, Math.round((command / longest) * (WIDTH - LEFT - RIGHT)));
    return `  <text x="${LEFT - 12}" y="${y + 14}" text-anchor="end">${escaped(title.replace(/^comes back: /, ''))}</text>
  <rect x="${LEFT}" y="${y}" width="${width}" height="${BAR}" rx="3" fill="#0678be"/>
  <text x="${LEFT + width + 8}" y="${y + 14}">${inSeconds(command)}</text>`;
  });
  const height = TOP + bars.length * LANE + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#1d2b3a" role="img" aria-label="${label}">
  <rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
  <text x="20" y="28" font-weight="bold" font-size="15">${label}</text>
${lanes.join('\n')}
</svg>
`;
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
