import * as v from 'valibot';
import { imageReference, resources, size } from '../formats/formats';
import { imageProblems } from '../formats/image';
import { resourceProblems } from '../formats/resource-problems';
import { problemsOf } from '../formats/shape';
import type { CompleteResources, Resources } from '../kubernetes/resources';
import type { Problem } from '../problem';
import { podPlacement } from '../site/pod-schema';
import { upgradeFrom } from './upgrade-from';

/** The shape of what every server with a volume takes. */
export const serverEntries = {
  size: v.optional(size),
  image: v.optional(imageReference),
  upgradeFrom,
  resources: v.optional(resources),
  pod: v.optional(podPlacement),
};

/** What is wrong with the properties of a server, with paths that begin at them. */
export function serverProblems(
  schema: v.GenericSchema,
  props: { readonly image?: string; readonly resources?: Resources } | undefined,
  defaults: CompleteResources,
): Problem[] {
  return [
    ...problemsOf(schema, props),
    ...imageProblems(props?.image),
    ...resourceProblems(props?.resources, defaults),
  ];
}
