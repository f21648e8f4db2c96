import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { meets } from './constraint';

/** Constraints as composer.json files have them. */
const CONSTRAINTS = [
  '*',
  '^7',
  '^8',
  '^8.1',
  '^8.1 || ^8.2',
  '^7 || >=8.1 <8.4',
  '^7.4|^8.0',
  '>=8.1',
  '>= 8.1',
  '>8.1',
  '>8.1.0',
  '<=8.3',
  '<8.4',
  '< 8.4.0',
  '>=8.1,<8.4',
  '>=8.1, <8.4',
  '~8.2.0',
  '~8.2',
  '~8',
  '~8.1.0 || ~8.2.0 || ~8.3.0',
  '8.1.*',
  '8.*',
  '8.3',
  '8.3.0',
  '=8.3.0',
  '==8.3',
  '8.1 - 8.3',
  '8.1.0 - 8.3.0',
  '7.4 - 8',
  '!=8.3.0',
  '>=8.1 !=8.3.5',
  'v8.3.5',
  '^8.1@stable',
  '>=8.2@dev',
  '8.3.5.0',
  '^8.3.5',
  '>=7.3 <8.0 || 8.4.*',
  '>=8.5',
  '<>8.4.24',
];
const VERSIONS = [
  '7.4.33',
  '8.0.30',
  '8.1.0',
  '8.1.34',
  '8.2.0',
  '8.2.33',
  '8.3.0',
  '8.3.5',
  '8.3.32',
  '8.4.0',
  '8.4.24',
  '8.5.9',
  '9.0.0',
];

test.each<[string, string, boolean | undefined]>([
  ['8.3.32', '^7 || >=8.1 <8.4', true],
  ['8.4.24', '^7 || >=8.1 <8.4', false],
  ['8.4.24', '~8.2', true], // npm would say false
  ['8.4.24', '~8.2.0', false],
  ['8.1.34', '>8.1', true], // npm would say false
  ['8.3.32', '<=8.3', false], // npm would say true
  ['8.3.32', '8.3', false], // npm would say true
  ['8.3.32', '8.1 - 8.3', true],
  ['8.3.32', '!=8.3.0', true],
  ['8.3.32', 'dev-main', undefined],
  ['8.3.32', '^8.1 || dev-main', true],
])('PHP %s and %s: %s', (version, constraint, expected) => {
  expect(meets(version, constraint)).toBe(expected);
});

const AUTOLOAD = '/usr/share/php/Composer/Semver/autoload.php';
const hasComposer = existsSync(AUTOLOAD) && spawnSync('php', ['-v']).status === 0;

(hasComposer ? test : test.skip)(
  `as Composer reads them${hasComposer ? '' : ' [skipped: Debian’s packages php-cli and composer are not here; .ci/install-tools installs them]'}`,
  () => {
    const code = `require '${AUTOLOAD}';
      [$versions, $constraints] = json_decode(stream_get_contents(STDIN));
      foreach ($constraints as $c) foreach ($versions as $v) $said["$v $c"] = Composer\\Semver\\Semver::satisfies($v, $c);
      echo json_encode($said);`;
    const { stdout, stderr } = spawnSync('php', ['-r', code], {
      input: JSON.stringify([VERSIONS, CONSTRAINTS]),
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    const ours = CONSTRAINTS.flatMap((constraint) =>
      VERSIONS.map((version) => [`${version} ${constraint}`, meets(version, constraint)]),
    );
    expect(Object.fromEntries(ours)).toEqual(JSON.parse(stdout));
  },
);
