import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Cluster, Database, defineSite, Files } from 'cdk8s-drupal';
import { init } from '../../cli/init/init';
import { unique } from '../cluster/kubectl';
import { run } from '../deploy/command';
import { Bed, REGISTRY } from '../recipe/bed';
import { build, mirrored } from '../recipe/builder';
import { ok } from '../recipe/process';
import { siteFile, synthFiles } from '../synth';
import { COMPOSER_IMAGE, KNOWS_SECRETS, type Met, NODE_IMAGE, PHP_IMAGE, REPOSITORIES_MET } from './repositories';

const bed = new Bed(process.env.RECIPE_BED ?? '');
Object.assign(process.env, bed.env);

const LOGIN = { user: 'gitlab+deploy-token-7', password: 'a-deploy-token-for-the-images' };
const COMPOSER_PASSWORD = 'private-packages-s3cret';
const COMPOSER_AUTH = JSON.stringify({
  'http-basic': { 'packages.example.test': { username: 'shop', password: COMPOSER_PASSWORD } },
});

let folder: string;
beforeAll(() => bed.addUser(LOGIN.user, LOGIN.password));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The repository as somebody cloned it, with the lock that Composer makes of it. */
async function lay({ files }: Met): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('/drush') ? 0o755 : 0o644 });
  }
  const args = ['update', '--no-install', '--no-interaction', '--no-plugins', '--working-dir', folder];
  await ok('composer', args, { env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' } });
}

/** The Dockerfile that `init` wrote, where nothing but the images' names is another: the bed has these by tag. */
function useMirror(): void {
  const path = join(folder, 'Dockerfile');
  const text = readFileSync(path, 'utf8')
    .replace(/^ARG PHP=\S+$/m, `ARG PHP=${PHP_IMAGE}`)
    .replace(/--from=composer:\S+/, `--from=${COMPOSER_IMAGE}`)
    .replace(/^FROM node:\S+/m, `FROM ${NODE_IMAGE}`);
  writeFileSync(path, text);
}

test.each(REPOSITORIES_MET.map((met) => [met.kind, met] as const))(
  'what init writes into a repository is built by Kaniko and served: %s',
  async (_kind, met) => {
    await lay(met);
    const name = unique('met');
    const image = `${REGISTRY}/team/${name}:1`;
    const said = init(folder, {
      name,
      image: `${REGISTRY}/team/${name}`,
      host: [`${name}.example.test`],
    });
    expect(said).toContain('created');
    useMirror();

    const built = await build(bed, {
      context: folder,
      destination: image,
      mirror: mirrored('').replace('/library/', ''),
      args: KNOWS_SECRETS ? ['--secret=id=composer_auth,env=COMPOSER_AUTH'] : [],
      variables: { COMPOSER_AUTH },
    });
    expect([built.status, built.status === 0 ? '' : built.stdout + built.stderr]).toEqual([0, '']);

    const namespace = `${name}-live`;
    const site = defineSite({
      name,
      image,
      cluster: Cluster.generic({ storageClass: 'do-block-storage' }),
      database: Database.mariadb({ image: 'mariadb:10.11', size: '1Gi' }),
      files: Files.block({ size: '1Gi' }),
      cron: false,
      resources: { cpu: '50m', memory: '64Mi', memoryLimit: '256Mi' },
      environments: { live: { hosts: [`${name}.example.test`] } },
    });
    const synthesis = synthFiles([siteFile(site)]);
    expect(synthesis.report).not.toContain('error');
    const variables = { CI_DEPLOY_USER: LOGIN.user, CI_DEPLOY_PASSWORD: LOGIN.password };
    const deployed = await run(['deploy', join(synthesis.folder, 'dist', name, 'live')], variables);
    expect([deployed.status, deployed.status === 0 ? '' : deployed.output]).toEqual([0, '']);

    const asked = await bed.exec(namespace, 'deploy/web', 'curl', '-s', 'http://127.0.0.1:8080/');
    expect(JSON.parse(asked.stdout)).toEqual(met.page);
    await bed.kubectl('delete', 'namespace', namespace, '--wait=false');
  },
);

const withLogin = KNOWS_SECRETS ? test : test.skip;
const why = KNOWS_SECRETS ? '' : ' [skipped: the executor here does not know --secret]';

withLogin(
  `the login to private packages is in no layer, and not in the configuration, of the image that used it${why}`,
  async () => {
    const tags = (await bed.enter('crane', 'catalog', REGISTRY))
      .split('\n')
      .filter((name) => name.startsWith('team/met'));
    expect(tags.length).toBeGreaterThanOrEqual(REPOSITORIES_MET.length);
    for (const name of tags) {
      const image = `${REGISTRY}/${name}:1`;
      const search = `{ crane config ${image}; crane export ${image} -; } | grep -aoe ${COMPOSER_PASSWORD} -e 'class ClassLoader'`;
      const found = await bed.enter('sh', '-c', `${search} | sort -u`);
      expect([name, found.trim()]).toEqual([name, 'class ClassLoader']);
    }
  },
);
