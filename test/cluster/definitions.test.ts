import fc from 'fast-check';
import type { Ci } from '../../lib/ci/ci';
import { planTextIn, readPlan } from '../../lib/contract/deploy-plan';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { SiteNamespace } from '../../lib/policy/site-namespace';
import type { SiteProps } from '../../lib/site/site';
import { yamlOf } from '../../lib/synth/yaml';
import { manifestsOf } from '../definitions/manifests';
import { pipeline } from '../definitions/pipelines';
import { definition } from '../definitions/site';
import { manifestsOf as objectsOfChart, plainChart } from '../manifests';
import { ACCEPTED_WARNINGS } from './accepted-warnings';
import { inNamespace, podsIn } from './admission';
import { ApiServer } from './api-server';
import { kubectl, unique } from './kubectl';

const RUNS = Number(process.env.CDK8S_DRUPAL_DEFINITIONS ?? 300);

/** Values of every variable that a secret names; as long as a hash salt has to be. */
const VALUE = 'Zm9y-a-test-and-nothing-else-0123456789';

/** A failure is made smaller for so long, in milliseconds: each attempt asks the server, and there are always more. */
const SHRINKING = 30_000;
let failedAt = Number.POSITIVE_INFINITY;

const namespace = unique('definitions');
const sent = { definitions: 0, objects: 0, pods: 0, notServed: new Set<string>() };
let server: ApiServer;
let minor: number;

/** Whether an object is the plan of a site whose cluster is said to be newer than this one. */
function isForNewerServer(object: Manifest): boolean {
  const text = planTextIn([object]);
  return text !== undefined && Number(readPlan(text)?.kubernetes?.split('.')[1] ?? 0) > minor;
}

beforeAll(async () => {
  server = await ApiServer.connect();
  const { serverVersion } = JSON.parse(await kubectl(['version', '--output', 'json']));
  minor = Number.parseInt(serverVersion.minor, 10);
  const chart = plainChart(namespace);
  new SiteNamespace(chart, 'namespace', { name: namespace, serviceAccounts: ['drupal', 'services'] });
  await kubectl(['apply', '--server-side', '--filename', '-'], yamlOf(objectsOfChart(chart)));
});

afterAll(async () => {
  server?.close();
  await kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
});

test(
  `${RUNS} definitions that the project accepts are accepted by the server as they are, and so are their pods`,
  async () => {
    await fc.assert(
      fc.asyncProperty(definition, pipeline(VALUE), async (props: SiteProps, ci: Ci) => {
        if (Date.now() > failedAt + SHRINKING) return;
        const { environments, problems } = manifestsOf(props, ci);
        fc.pre(problems.length === 0);
        const objects = environments.flatMap(({ files }) => files.flatMap((file) => [...file.objects]));
        fc.pre(!objects.some(isForNewerServer)); // which a deploy refuses
        const pods = podsIn(objects, namespace);
        const all = [...objects.map((object) => inNamespace(object, namespace)), ...pods];
        const complaints = await Promise.all(all.map(complaintsAbout));
        sent.definitions += 1;
        sent.objects += objects.length;
        sent.pods += pods.length;
        if (complaints.flat().length === 0) return;
        failedAt = Math.min(failedAt, Date.now());
        throw new Error(complaints.flat().join('\n\n'));
      }),
      { numRuns: RUNS },
    );
    const { notServed, ...numbers } = sent;
    console.info('sent to the server:', numbers);
    if (notServed.size > 0) console.warn('not sent, since the cluster does not serve them:', [...notServed].join(', '));
  },
  10 * 60 * 1000 + RUNS * 1000,
);

/** Why the server refuses an object, and what it warns of. */
async function complaintsAbout(object: Manifest): Promise<string[]> {
  if (!(await server.serves(object))) {
    sent.notServed.add(`${object.apiVersion} ${object.kind}`);
    return [];
  }
  const { refusal, changes, warnings } = await server.dryRun(object);
  const unexpected = warnings.filter((text) => !ACCEPTED_WARNINGS.some(({ warning }) => warning.test(text)));
  return [
    ...(refusal === undefined ? [] : [`refused: ${refusal}`]),
    ...changes.map((text) => `changed: ${text}`),
    ...unexpected.map((text) => `warned of: ${text}`),
  ].map((complaint) => `${complaint}\n${yamlOf([object])}`);
}
