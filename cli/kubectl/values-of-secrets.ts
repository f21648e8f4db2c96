import type { KubernetesObject } from './kubernetes-object';

/** What is public in a Secret: a certificate, and whose it is. */
const PUBLIC = /\.crt$|^(ca|namespace|username|user|email|type|client_email|.*_ur[il])$/i;
/** Longer is no password, and would cost more to look for than a line is worth. */
const LONGEST = 16 * 1024;

/** The values of the Secrets in what is handed to kubectl or printed by it: one object, a List, or one object a line. */
export function valuesOfSecrets(text: string): string[] {
  if (!/"kind": ?"Secret"/.test(text)) return [];
  const objects = parsed(text) ?? text.split('\n').flatMap((line) => parsed(line) ?? []);
  return objects.filter(({ kind }) => kind === 'Secret').flatMap(valuesOf);
}

function parsed(text: string): KubernetesObject[] | undefined {
  try {
    const object = JSON.parse(text);
    return Array.isArray(object?.items) ? object.items : [object];
  } catch {
    return undefined;
  }
}

function valuesOf({ data = {}, stringData = {} }: KubernetesObject): string[] {
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString()]);
  return [...decoded, ...Object.entries(stringData)].flatMap(([key, value]) => leaves(String(key), value));
}

/** A value, and where it is JSON, such as a registry's login, what stands in it. */
function leaves(key: string, value: unknown): string[] {
  if (PUBLIC.test(key)) return [];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => leaves(name, inner));
  if (typeof value !== 'string' || value.length > LONGEST) return [];
  const inner = /^\s*\{/.test(value) ? (parsed(value) ?? []) : [];
  const login = key === 'auth' ? Buffer.from(value, 'base64').toString() : '';
  return [value, login, ...inner.flatMap((one) => leaves('', one))].filter(Boolean);
}
