import { SHOP } from '../../test/synth';
import { readCi } from '../ci/ci';
import { defaults } from '../defaults';
import { Mail } from '../services/mail';
import type { EnvironmentProps, SiteProps } from '../site/site';
import { resolveSite } from './resolve';

const smtp = Mail.smtp({ host: 'smtp.example.com', port: 587 });
const at = (host: string, own: Partial<EnvironmentProps> = {}): EnvironmentProps => ({ hosts: [host], ...own });
const live = at('shop.example.com');
const stage = at('stage.example.com');

function resolved(props: Partial<SiteProps>, ci: Record<string, string> = {}) {
  const { environments, findings } = resolveSite({ props: { ...SHOP, ...props }, title: 'shop' }, readCi(ci), defaults);
  const mail = Object.fromEntries(
    environments.map(({ environment, services }) => [
      environment,
      services.map(({ id }) => id).find((id) => ['smtp', 'mailpit'].includes(id)) ?? 'none',
    ]),
  );
  const isLive = environments.filter((one) => one.isLive).map(({ environment }) => environment);
  return { mail, isLive, findings: findings.map(({ path, message }) => `${path} ${message}`) };
}

test.each<[what: string, environments: SiteProps['environments'], expected: string[]]>([
  ['the first environment', { stage, live }, ['stage']],
  ['those that say so, and not the first', { stage, live: { ...live, live: true } }, ['live']],
  ['all that say so', { a: { ...live, live: true }, b: { ...stage, live: true } }, ['a', 'b']],
  ['the first that does not say otherwise', { stage: { ...stage, live: false }, live }, ['live']],
  ['none, if each says so', { stage: { ...stage, live: false } }, []],
])('live is %s', (_what, environments, expected) => {
  expect(resolved({ environments }).isLive).toStrictEqual(expected);
});

test("outside live, the site's mail is kept, and an environment's own is not", () => {
  const beta = at('beta.example.com', { mail: Mail.smtp({ host: 'sandbox.example.com', port: 587 }) });
  expect(resolved({ mail: smtp, environments: { live, stage, beta } })).toStrictEqual({
    mail: { live: 'smtp', stage: 'mailpit', beta: 'smtp' },
    isLive: ['live'],
    findings: [],
  });
});

test('the mail of a review app is kept', () => {
  const ci = { CI_MERGE_REQUEST_IID: '7', CI_PIPELINE_SOURCE: 'merge_request_event' };
  const review = { domain: 'review.example.com' };
  expect(resolved({ mail: smtp, environments: { live }, review }, ci).mail).toStrictEqual({ 'review-7': 'mailpit' });
});

test('a site without mail has none anywhere', () => {
  expect(resolved({ environments: { live, stage } }).mail).toStrictEqual({ live: 'none', stage: 'none' });
});

test('a live environment whose mail is kept is refused', () => {
  const refused = 'mail keeps all mail, and the environment is live';
  expect(resolved({ mail: Mail.mailpit(), environments: { live } }).findings).toStrictEqual([refused]);
  const own = { ...live, mail: Mail.mailpit() };
  expect(resolved({ environments: { live: own } }).findings).toStrictEqual([`environments.live.${refused}`]);
  expect(resolved({ environments: { live: { ...own, live: false } } }).findings).toStrictEqual([]);
});
