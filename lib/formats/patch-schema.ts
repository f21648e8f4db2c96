import * as v from 'valibot';
import { filled, list, oneOf } from './formats';
import { isLabelSelector } from './label-selector';
import { plainData } from './plain-data';
import { object, open, says } from './shape';

/** The shapes of patches and of further objects. */

const target = v.pipe(
  object({
    group: v.optional(v.string()),
    version: v.optional(filled('a version such as v1')),
    kind: v.optional(filled('a kind such as Deployment')),
    name: v.optional(
      v.pipe(
        filled('a name, or a regular expression for the whole of it'),
        v.check(
          isRegularExpression,
          says(
            'is not a regular expression',
            'a name such as web, or release-.*',
            'write the name as it stands in dist',
          ),
        ),
      ),
    ),
    labelSelector: v.optional(
      v.pipe(
        filled('labels such as app.kubernetes.io/component=cron'),
        v.check(
          isLabelSelector,
          says(
            'is not a label selector',
            "what kubectl --selector takes, such as 'app.kubernetes.io/component=cron'",
            'write key=value, key!=value, key in (a,b), key or !key, with commas between them',
          ),
        ),
      ),
    ),
  }),
  v.check(
    (given) => Object.keys(given).length > 0,
    says(
      'is empty, and would mean every object',
      'kind, name, labelSelector, group or version',
      'name the kind at least',
    ),
  ),
);

const pointer = v.pipe(
  v.string(),
  v.regex(
    /^(\/([^~/]|~[01])*)+$/,
    says(
      'is not a JSON pointer',
      'a path such as /spec/replicas',
      'begin it with a slash; write ~1 for a slash within a name',
    ),
  ),
);

const operation = v.pipe(
  object({
    op: oneOf(['add', 'remove', 'replace', 'move', 'copy', 'test'], 'is not an operation'),
    path: pointer,
    from: v.optional(pointer),
    value: v.optional(plainData),
  }),
  v.check(
    ({ op, value }) => !['add', 'replace', 'test'].includes(String(op)) || value !== undefined,
    says('lacks its value', '{ op, path, value }', 'add the value'),
  ),
  v.check(
    ({ op, from }) => !['move', 'copy'].includes(String(op)) || from !== undefined,
    says('lacks where it takes the value from', '{ op, from, path }', 'add from'),
  ),
);

const merge = v.pipe(
  plainData,
  v.check(
    (patch) => typeof patch === 'object' && patch !== null && Object.keys(patch).length > 0,
    says(
      'is not a patch',
      'an object with the fields to change, or a list of operations (RFC 6902)',
      'write it as an object, not as a text',
    ),
  ),
  v.check(
    (patch) => directivesIn(patch).length === 0,
    ({ input }) =>
      says(
        `has ${directivesIn(input).join(', ')}, which is no directive here`,
        "null to take a field away; $patch: 'delete' or 'replace' in an item of a list",
        'write it so, or as a list of operations (RFC 6902)',
      ),
  ),
);

const change = v.lazy((input) => (Array.isArray(input) ? list(operation, 'operations (RFC 6902)') : merge));

export const patches = list(object({ target, patch: change }), 'patches');

const addedObject = v.pipe(
  plainData,
  open({
    apiVersion: filled('a version such as v1 or apps/v1'),
    kind: filled('a kind such as ConfigMap'),
    metadata: open({ name: filled('a name') }),
    phase: v.optional(oneOf(['namespace', 'state', 'services', 'web'], 'is not a file for objects')),
  }),
);

export const addedObjects = list(addedObject, 'objects as YAML has them');

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`) !== undefined;
  } catch {
    return false;
  }
}

/** Directives beyond those that a patch may have, such as `$setElementOrder/containers`. */
function directivesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === '$patch')
      return ['delete', 'replace', 'merge'].includes(inner as string) ? [] : [`$patch: ${String(inner)}`];
    return key.startsWith('$') && !Array.isArray(value) ? [key] : directivesIn(inner);
  });
}
