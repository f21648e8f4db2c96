import { COMPONENT, isManaged, LABEL } from '../contract/labels';
import { findSecrets } from '../known-secrets/find-secrets';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Problem } from '../problem';
import type { Check } from './check';

/** Manifests are read by everyone, so no object holds a secret; but for the Secrets that were asked for with their values. */
const noSecretValues: Check = (objects) => objects.flatMap((object) => (isAskedFor(object) ? [] : problemsOf(object)));

export default noSecretValues;

function isAskedFor({ kind, metadata }: Manifest): boolean {
  const { labels = {} } = metadata;
  return kind === 'Secret' && isManaged(labels) && labels[LABEL.component] === COMPONENT.secret;
}

function problemsOf(object: Manifest): Problem[] {
  if (object.kind === 'Secret') {
    return [
      {
        path: nameOf(object),
        message: 'is a Secret, whose value would stand in dist',
        allowed: 'secrets by reference',
        fix: "name it in the binding's secrets with a SecretSource",
      },
    ];
  }
  const rules = new Set(textsIn(object).flatMap(rulesIn));
  if (rules.size === 0) return [];
  return [
    {
      path: nameOf(object),
      message: `holds what is a secret by its look (${[...rules].join(', ')})`,
      allowed: 'values that everyone may read',
      fix: 'revoke it if it was committed, and hand it over by a SecretSource',
    },
  ];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Most texts are the same in all sites, and are looked at once. */
const clean = new Set<string>();

function rulesIn(text: string): string[] {
  if (text.length < 12 || clean.has(text)) return [];
  const rules = findSecrets(text).map(({ rule }) => rule);
  if (rules.length === 0 && clean.size < 10_000) clean.add(text);
  return rules;
}
