import { findSecrets } from './find-secrets';
import { GITLEAKS_RULES } from './gitleaks-rules';

const rulesIn = (text: string) => findSecrets(text).map(({ rule }) => rule);

/** Made up here, in two parts, so that no scanner of this repository takes them for real. */
const token = (prefix: string, rest: string) => prefix + rest;
const MIXED = 'aB3dE5gH7jK9mN1pQ3sT5vX7zA2cF4hJ6kL8';
const HEX = '0123456789abcdef'.repeat(5);

test.each([
  ['gitlab-pat', token('glpat-', MIXED.slice(0, 20))],
  ['gitlab-cicd-job-token', token('glcbt-', `64_${MIXED.slice(0, 20)}`)],
  ['gitlab-deploy-token', token('gldt-', MIXED.slice(0, 20))],
  ['gitlab-kubernetes-agent-token', token('glagent-', (MIXED + MIXED).slice(0, 50))],
  ['github-pat', token('ghp_', MIXED)],
  ['github-fine-grained-pat', token('github_pat_', (MIXED + MIXED + MIXED).slice(0, 82))],
  ['aws-access-token', token('AKIA', 'QWERTYUIOP234567')],
  ['stripe-access-token', token('sk_live_', MIXED.slice(0, 24))],
  ['slack-bot-token', token('xoxb-', `123456789012-1234567890123-${MIXED.slice(0, 24)}`)],
  ['slack-webhook-url', `https://hooks.slack.com/services/${MIXED}${MIXED.slice(0, 9)}`],
  ['digitalocean-pat', token('dop_v1_', HEX.slice(0, 64))],
  ['npm-access-token', token('npm_', MIXED)],
  ['sendgrid-api-token', token('SG.', `${MIXED}${MIXED}`.slice(0, 66))],
  ['huggingface-access-token', token('hf_', 'abcdefghijklmnopqrstuvwxyzABCDEFGH')],
  ['jwt', token('eyJhbGciOiJIUzI1NiIsInR5cCI6', `IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${MIXED}`)],
  ['private-key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl'],
  ['password-in-url', 'mysql://drupal:hunter2@db.example.com/shop'],
  ['password-in-url', 'redis://:hunter2@redis:6379'],
])('finds %s', (rule, text) => {
  expect(rulesIn(text)).toContain(rule);
  expect(rulesIn(`  NAME: "${text}"\n  OTHER: x\n`)).toContain(rule);
  expect(rulesIn(JSON.stringify({ name: text }))).toContain(rule);
});

test.each([
  ['a registry path', 'registry.gitlab.com/socketwench/deninet.com:1a2b3c4d@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['an address', 'https://user@www.example.com:8443/path?a=b'],
  ['an address with a port', 'http://web:8080/a@b'],
  ['an example', token('AKIA', 'IOSFODNN7EXAMPLE')],
  ['a placeholder', token('glpat-', 'x'.repeat(20))],
  ['a word with the prefix', 'glue-gun-and-glitter, task_runner_test'],
  ['a commit', HEX.slice(0, 40)],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
])('leaves %s alone', (_what, text) => {
  expect(rulesIn(text)).toStrictEqual([]);
});

test('says where it stands, and not what it is', () => {
  const text = `a ${token('ghp_', MIXED)} b`;
  expect(findSecrets(text)).toStrictEqual([{ rule: 'github-pat', start: 2, end: text.length - 2 }]);
});

test('every rule compiles, and has a word', () => {
  for (const [, look, , words] of GITLEAKS_RULES) {
    expect(() => new RegExp(look)).not.toThrow();
    expect(words).not.toHaveLength(0);
  }
  expect(GITLEAKS_RULES.length).toBeGreaterThan(90);
});

test('is quick on a long text', () => {
  const text = `${'a b: c://d:e f-'.repeat(50_000)}-----BEGIN `.repeat(2);
  const start = performance.now();
  findSecrets(text);
  expect(performance.now() - start).toBeLessThan(3000);
});
