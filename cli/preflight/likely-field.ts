import { type ApiType, typeOfField, typeOfKind } from '../../lib/kubernetes/api-fields/api-fields';
import { nearest } from '../../lib/nearest';

/** `... (shop-live/web; apps/v1, Kind=Deployment): .spec.replcas: field not declared in schema` */
const UNDECLARED = /; ([^\s,;]+), Kind=(\w+)\): \.(\S+): field not declared in schema/;

/** What the server says of a field that it does not know, with the likely one, where the kind is one of Kubernetes' own. */
export function withLikelyField(complaint: string): string {
  const [, apiVersion, kind, path] = UNDECLARED.exec(complaint) ?? [];
  if (apiVersion === undefined || kind === undefined || path === undefined) return complaint;
  const fields = path.replace(/\[[^\]]*\]/g, '').split('.');
  const likely = nearest(
    fields.at(-1) ?? '',
    namesAt(typeOfKind(apiVersion.replace(/^\//, ''), kind), fields.slice(0, -1)),
  );
  return likely === undefined ? complaint : `${complaint}: did you mean "${likely}"?`;
}

function namesAt(type: ApiType | undefined, fields: readonly string[]): string[] {
  const inner = type?.kind === 'list' ? type.items : type;
  const [first, ...others] = fields;
  if (inner === undefined) return [];
  if (first !== undefined) return namesAt(typeOfField(inner, first), others);
  return inner.kind === 'object' ? Object.keys(inner.fields) : [];
}
