/** What an object of a kind may be called. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly longest: number;
  /** In words. */
  readonly allowed: string;
}

const SUBDOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const ANY: NameRule = rule(SUBDOMAIN, 253, 'lower-case letters, digits, hyphens and dots between them');
const RBAC: NameRule = rule(/^(?!\.{1,2}$)[^/%]+$/, 253, 'any characters but / and %');

/**
 * Kinds with a rule of their own: those whose name becomes a host name or, with something added, a label of their pods. A
 * StatefulSet with a longer one is taken by the API server, and never gets a pod.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const BY_KIND: Readonly<Record<string, NameRule>> = {
  CronJob: rule(SUBDOMAIN, 52, ANY.allowed),
  Job: rule(SUBDOMAIN, 63, ANY.allowed),
  Namespace: rule(LABEL, 63, 'lower-case letters, digits and hyphens between them'),
  Role: RBAC,
  RoleBinding: RBAC,
  // Kubernetes before 1.34 takes no digit in front.
  Service: rule(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 63, 'a lower-case letter, then also digits and hyphens'),
  StatefulSet: rule(LABEL, 52, 'lower-case letters, digits and hyphens between them'),
};

/** The rule for the names of a kind, as all supported versions of Kubernetes have it. */
export function nameRuleOf(kind: string): NameRule {
  return BY_KIND[kind] ?? ANY;
}

function rule(pattern: RegExp, longest: number, characters: string): NameRule {
  return { pattern, longest, allowed: `${characters}, at most ${longest} characters` };
}
