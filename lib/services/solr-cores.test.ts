import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { Solr, type SolrPlacement, type SolrProps } from './solr';
import { allAnswer, type SolrCores } from './solr-cores';

function solr(props: SolrProps & SolrPlacement) {
  const chart = plainChart();
  const { binding } = new Solr(chart, 'search', { siteImage: 'example.com/shop:1', ...props });
  return { chart, binding, spec: only(chart, 'StatefulSet').spec };
}

const two: SolrCores = { main: { configset: 'solr-conf/main' }, docs: {} };

test('makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(solr({ cores: two }).chart)).toMatchSnapshot();
});

test('tells Drupal of all cores, and of the first for what names none', () => {
  expect(solr({ cores: two }).binding.env).toStrictEqual({
    SOLR_HOST: 'search',
    SOLR_PORT: '8983',
    SOLR_CORE: 'main',
    SOLR_CORES: 'main,docs',
  });
});

test('wants the image of the site where a core has a configset, and there alone', () => {
  const { initContainers, containers } = solr({ cores: { main: {}, docs: {} } }).spec.template.spec;
  expect(initContainers).toBeUndefined();
  expect(containers[0].args[2]).not.toContain('SOLR_MODULES');
  expect(refusals(() => solr({ cores: two, siteImage: undefined }))).toMatchObject([{ path: 'siteImage' }]);
});

describe('the start', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'solr-'));
    write('opt/solr/server/solr/configsets/_default/conf/solrconfig.xml', 'default');
    write('configset/main/conf/schema.xml', 'one');
    mkdirSync(join(root, 'var/solr/data'), { recursive: true });
    write('bin/solr-foreground', '#!/bin/sh\necho "serves in $PWD"\n');
    chmodSync(join(root, 'bin/solr-foreground'), 0o755);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const data = (path: string) => join(root, 'var/solr/data', path);
  function write(path: string, text: string) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  function start(cores: SolrCores) {
    const [, , script] = solr({ cores }).spec.template.spec.containers[0].args;
    const here = script.replaceAll(/ \/(configset|opt\/solr|var\/solr)/g, ` ${root}/$1`);
    const env = { PATH: `${join(root, 'bin')}:${process.env.PATH}` };
    const { stdout, stderr, status } = spawnSync('bash', ['-c', here], {
      encoding: 'utf8',
      env,
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'], // with a socket, bash takes itself for a login
    });
    expect([stderr, status, stdout.trim()]).toEqual(['', 0, `serves in ${root}`]);
    return readdirSync(data('')).sort();
  }

  test('makes the cores, each with its configuration', () => {
    expect(start(two)).toEqual(['docs', 'main']);
    expect(readFileSync(data('main/conf/schema.xml'), 'utf8')).toBe('one');
    expect(readFileSync(data('docs/conf/solrconfig.xml'), 'utf8')).toBe('default');
    expect(existsSync(data('main/core.properties')) && existsSync(data('docs/core.properties'))).toBe(true);
  });

  test('brings a release’s configuration along, and leaves what Solr has changed and indexed', () => {
    start(two);
    write('configset/main/conf/schema.xml', 'two');
    write('var/solr/data/main/data/index', 'of main');
    write('var/solr/data/main/core.properties', 'name=main');
    write('var/solr/data/docs/conf/solrconfig.xml', 'changed by Solr');
    start(two);
    expect(readFileSync(data('main/conf/schema.xml'), 'utf8')).toBe('two');
    expect(readFileSync(data('main/data/index'), 'utf8')).toBe('of main');
    expect(readFileSync(data('main/core.properties'), 'utf8')).toBe('name=main');
    expect(readFileSync(data('docs/conf/solrconfig.xml'), 'utf8')).toBe('changed by Solr');
  });

  test('takes over the core of a site that had one, with its index', () => {
    write('configset/drupal/conf/schema.xml', 'one');
    write('var/solr/data/drupal/core.properties', '');
    write('var/solr/data/drupal/data/index', 'of years');
    expect(start({ drupal: { configset: 'solr-conf' }, docs: {} })).toEqual(['docs', 'drupal']);
    expect(readFileSync(data('drupal/data/index'), 'utf8')).toBe('of years');
  });

  test('moves a core away that is taken out, and back when it is named again', () => {
    write('var/solr/data/filestore/kept', '');
    start(two);
    write('var/solr/data/docs/data/index', 'of docs');
    expect(start({ main: {} })).toEqual(['filestore', 'main']);
    expect(start({ main: {} })).toEqual(['filestore', 'main']);
    expect(start(two)).toEqual(['docs', 'filestore', 'main']);
    expect(readFileSync(data('docs/data/index'), 'utf8')).toBe('of docs');
    start({ main: {} });
    write('var/solr/data/docs/core.properties', ''); // made anew in between
    expect(start({ main: {} })).toEqual(['filestore', 'main']);
    start(two);
    expect(existsSync(data('docs/data/index'))).toBe(false);
  });

  test('ends what was cut short', () => {
    mkdirSync(data('docs/conf'), { recursive: true });
    mkdirSync(data('main/conf'), { recursive: true });
    start(two);
    expect(existsSync(data('docs/conf/solrconfig.xml')) && existsSync(data('docs/core.properties'))).toBe(true);
    expect(existsSync(data('main/conf/schema.xml')) && existsSync(data('main/core.properties'))).toBe(true);
  });
});

test('has started when all cores answer', async () => {
  const broken = new Set<string>();
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(broken.has(url) ? 500 : 200).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = () => {
    const [bash = '', ...args] = allAnswer(two, port).exec?.command ?? [];
    const program = spawn(bash, args);
    let said = '';
    program.stdout.on('data', (text) => {
      said += String(text);
    });
    return new Promise<[number | null, string]>((resolve) => program.on('close', (status) => resolve([status, said])));
  };
  expect(await ask()).toEqual([0, '']);
  broken.add('/solr/docs/admin/ping');
  expect(await ask()).toEqual([1, 'core docs answers with 500\n']);
  await new Promise((resolve) => server.close(resolve));
  expect((await ask())[0]).not.toBe(0);
});

test.each<[string, object, string[]]>([
  ['no cores', { cores: {} }, ['cores']],
  ['a configset beside them', { cores: two, configset: 'solr-conf' }, ['configset']],
  ['folders of Solr’s own', { cores: { filestore: {} } }, ['cores.filestore']],
  ['a number, which comes before all others', { cores: { main: {}, 2: {} } }, ['cores["2"]']],
  ['what a shell would read', { cores: { 'a;b': {} } }, ['cores["a;b"]']],
  [
    'what cannot be',
    { cores: { main: { configset: '../etc', confset: 'x' } } },
    ['cores.main.configset', 'cores.main.confset'],
  ],
  ['a list', { cores: ['main'] }, ['cores']],
  ['nothing', { cores: null }, ['cores']],
])('refuses %s', (_what, props, paths) => {
  expect(
    Solr.problems(props as never)
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(paths);
});
