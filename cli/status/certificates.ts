import type { Kubectl } from '../kubectl/kubectl';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';

const KINDS = ['certificates.cert-manager.io', 'challenges.acme.cert-manager.io'];

/** Until when cert-manager's certificates last, and what is in the way of those that are not there. */
export async function certificates(kubectl: Kubectl): Promise<string[]> {
  return (await Promise.all(KINDS.map((kind) => linesOf(kubectl, kind)))).flat();
}

async function linesOf(kubectl: Kubectl, kind: string): Promise<string[]> {
  const { status, stdout, stderr } = await kubectl.run(['get', kind, '--output', 'json']);
  if (status === 0) return itemsOf(stdout).flatMap(certificateLines);
  if (stderr.includes("doesn't have a resource type")) return []; // there is no cert-manager
  return [`could not look at ${kind}: ${stderr.trim().split('\n')[0]}`];
}

/** What an object of cert-manager says. @see https://cert-manager.io/docs/reference/api-docs/ */
export function certificateLines({ kind, metadata, spec, status = {} }: KubernetesObject): string[] {
  if (kind === 'Challenge') {
    if (status.state === 'valid') return [];
    return [
      `${spec.type} challenge for ${spec.dnsName}: ${status.state ?? 'waits'}, ${status.reason ?? 'no reason yet'}`,
    ];
  }
  const condition = (type: string, is: string) =>
    (status.conditions ?? []).find((one: { type: string; status: string }) => one.type === type && one.status === is);
  const name = `Certificate/${metadata.name}`;
  if (!condition('Ready', 'True')) {
    const { message } = condition('Ready', 'False') ?? {};
    return [`${name}: NOT READY, ${message ?? 'cert-manager has not looked at it: does it run?'}`];
  }
  const failure = status.lastFailureTime && condition('Issuing', 'False');
  const renewal = failure ? `, but its renewal failed at ${status.lastFailureTime}: ${failure.message}` : '';
  return [`${name}: ready until ${status.notAfter}${renewal}`];
}
