import { manifestsOf, only, plainChart } from '../../test/manifests';
import { SecretSource } from '../site/secret-source';
import { Mail } from './mail';
import type { MailpitProps } from './mailpit';
import type { SmtpRelayProps } from './smtp-relay';

const NO_SITE = undefined as never; // neither needs to know anything of a site

describe('a server outside the cluster', () => {
  test('with the necessary properties alone, is used without a login', () => {
    expect(Mail.smtp({ host: 'smtp.example.com', port: 2525 }).bind(plainChart(), NO_SITE)).toStrictEqual({
      env: { SMTP_HOST: 'smtp.example.com', SMTP_PORT: '2525', SMTP_ENCRYPTION: 'starttls' },
      mounts: undefined,
      secrets: undefined,
      connectsTo: [{ kind: 'addresses', cidrs: ['0.0.0.0/0'], ports: [2525] }],
    });
  });

  test('with all properties, each has its effect', () => {
    const props: Required<SmtpRelayProps> = {
      host: 'smtp.example.com',
      port: 2525,
      user: 'apikey',
      password: SecretSource.environment('SMTP_PASSWORD'),
      from: 'bounces@example.com',
      encryption: 'tls',
      addresses: ['192.0.2.0/24'],
    };
    expect(Mail.smtp(props).bind(plainChart(), NO_SITE)).toStrictEqual({
      env: {
        SMTP_HOST: 'smtp.example.com',
        SMTP_PORT: '2525',
        SMTP_ENCRYPTION: 'tls',
        SMTP_FROM: 'bounces@example.com',
        SMTP_USER: 'apikey',
        SMTP_PASS_FILE: '/secrets/smtp/password',
      },
      mounts: [
        {
          name: 'smtp',
          path: '/secrets/smtp',
          readOnly: true,
          source: { secrets: [{ secret: 'smtp', keys: { password: 'password' } }] },
        },
      ],
      secrets: [
        { name: 'smtp', purpose: 'the mail server', keys: { password: SecretSource.environment('SMTP_PASSWORD') } },
      ],
      connectsTo: [{ kind: 'addresses', cidrs: ['192.0.2.0/24'], ports: [2525] }],
    });
  });

  test('on port 465 is spoken to in TLS from the start', () => {
    const { env } = Mail.smtp({ host: 'smtp.example.com', port: 465 }).bind(plainChart(), NO_SITE);
    expect(env?.SMTP_ENCRYPTION).toBe('tls');
  });

  test('says all that is wrong at once', () => {
    const props = { host: 'smtp://x', port: 0, user: 'a b', password: 'hunter2', from: 'Shop <a@example.com>', tls: 1 };
    const problems = Mail.smtp(props as never).problems?.() ?? [];
    expect(problems.map(({ path }) => path).sort()).toStrictEqual(['from', 'host', 'password', 'port', 'tls', 'user']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  const host = 'smtp.example.com';
  const password = SecretSource.environment('SMTP_PASSWORD');
  test.each<[what: string, props: SmtpRelayProps, path: string]>([
    ['a user without a password', { host, port: 587, user: 'shop' }, 'password'],
    ['a password without a user', { host, port: 587, password }, 'user'],
    ['a login in the clear', { host, port: 25, user: 'shop', password, encryption: 'none' }, 'encryption'],
    ['a password of our own', { host, port: 587, user: 'shop', password: SecretSource.generated() }, 'password'],
  ])('refuses %s', (_what, props, path) => {
    expect(
      Mail.smtp(props)
        .problems?.()
        .map((problem) => problem.path),
    ).toStrictEqual([path]);
  });
});

describe('a server that keeps all mail', () => {
  test('makes manifests that a Kubernetes engineer has read', () => {
    const chart = plainChart();
    expect(Mail.mailpit().bind(chart, NO_SITE)).toStrictEqual({
      env: { SMTP_HOST: 'mailpit', SMTP_PORT: '1025', SMTP_ENCRYPTION: 'none' },
      connectsTo: [{ kind: 'pods', application: 'mailpit', service: 'mailpit', ports: [1025], awaited: false }],
    });
    expect(manifestsOf(chart)).toMatchSnapshot();
  });

  test('with all properties, each has its effect', () => {
    const props: Required<MailpitProps> = {
      image: 'example.com/mailpit:2',
      resources: { memory: '1Gi' },
      pod: { nodeSelector: { pool: 'small' } }, // the rest of it in placement.test.ts
    };
    const chart = plainChart();
    Mail.mailpit(props).bind(chart, NO_SITE);
    const { containers, nodeSelector } = only(chart, 'Deployment').spec.template.spec;
    expect(containers[0].image).toBe('example.com/mailpit:2');
    expect(containers[0].resources.limits.memory).toBe('1Gi');
    expect(nodeSelector).toStrictEqual({ pool: 'small' });
  });

  test('says all that is wrong at once', () => {
    const problems = Mail.mailpit({ image: 'mailpit:latest', resources: { cpu: 'x' }, foo: 1 } as never).problems?.();
    expect(problems?.map(({ path }) => path).sort()).toStrictEqual(['foo', 'image', 'resources.cpu']);
  });
});
