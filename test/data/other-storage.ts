import { bed } from './data-site';

/** An address of the internet, as far as network policies can tell. */
const ADDRESS = '198.51.100.7';
const NAMESPACE = 'other-storage';

/** Where restic finds it. */
export const OTHER_STORAGE = `s3:http://${ADDRESS}:443`;

/** What a storage runs: one at a time. */
export interface Storage {
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}

/** A real server with space for a megabyte and a bucket, `full`, whose root key is a site's. */
export const fullStorage = (key: string, secret: string): Storage => ({
  image: 'docker.io/versity/versitygw:v1.8.0',
  command: ['sh', '-c', `mkdir /data/full && exec versitygw --port ${ADDRESS}:443 --region us-east-1 posix /data`],
  env: [
    { name: 'ROOT_ACCESS_KEY', value: key },
    { name: 'ROOT_SECRET_KEY', value: secret },
  ],
});

/** One that gives each request the same answer, in the words of S3. */
export function answering(status: number, code: string, message: string): Storage {
  const page = `<?php
http_response_code(${status});
header('Content-Type: application/xml');
echo '<Error><Code>${code}</Code><Message>${message}</Message></Error>';
`;
  const serve = `printf %s "$0" > /data/index.php && exec php -S ${ADDRESS}:443 /data/index.php`;
  return { image: 'docker.io/library/php:8.2-apache', command: ['sh', '-c', serve, page] };
}

/** Starts a storage. */
export async function startStorage({ image, command, env = [] }: Storage): Promise<void> {
  await bed.enter('ip', 'address', 'replace', `${ADDRESS}/32`, 'dev', 'node0');
  const container = {
    name: 'storage',
    image,
    command,
    env,
    readinessProbe: { tcpSocket: { host: ADDRESS, port: 443 }, periodSeconds: 1 },
    securityContext: { runAsUser: 0 },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
  const volumes = [{ name: 'data', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }];
  const spec = { hostNetwork: true, terminationGracePeriodSeconds: 0, containers: [container], volumes };
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'storage', namespace: NAMESPACE }, spec },
  ]);
  await bed.kubectl('--namespace', NAMESPACE, 'wait', '--for=condition=Ready', 'pod/storage', '--timeout=120s');
}

/** Ends it, with what it holds. */
export async function endStorage(): Promise<void> {
  await bed.kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=120s');
}
