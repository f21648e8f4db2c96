import { CORE_SCHEMA, defineSequenceTag, load, mergeTag } from 'js-yaml';
import { asText, at, type Folder, valuesOf } from './folder';

/** What the repository's pipeline says, as far as its own file says it. */
export interface PipelineFacts {
  /** Its jobs. */
  readonly jobs: readonly string[];
  /** Its stages, where it lists them. */
  readonly stages?: readonly string[];
  /** Whether merge requests have pipelines: undefined where no `workflow` says. */
  readonly ofMergeRequests?: boolean;
  /** Whether more of it stands in other files than the components'. */
  readonly hasIncludes: boolean;
}

/** What is not a job, at the top of a pipeline. */
const OF_ALL_JOBS = [
  ...['stages', 'workflow', 'include', 'default', 'variables', 'spec', 'image', 'services', 'cache'],
  ...['before_script', 'after_script'],
];

/** GitLab's YAML: with merge keys, and lists that refer to another job. */
const SCHEMA = CORE_SCHEMA.withTags(
  mergeTag,
  defineSequenceTag('!reference', {
    create: (): unknown[] => [],
    addItem: (path, item) => void path.push(item),
    identify: () => false,
  }),
);

/** Reads a .gitlab-ci.yml; undefined where there is none, or none that is YAML. */
export function pipelineFacts(folder: Folder, path: string): PipelineFacts | undefined {
  const pipeline = read(folder.text(path));
  if (pipeline === undefined) return undefined;
  const { stages, workflow, include } = pipeline;
  return {
    jobs: Object.keys(pipeline).filter((name) => !name.startsWith('.') && !OF_ALL_JOBS.includes(name)),
    stages: Array.isArray(stages) ? stages.map(String) : undefined,
    ofMergeRequests: ofMergeRequests(at(workflow, 'rules')),
    hasIncludes: [include ?? []].flat().some((one) => !JSON.stringify(one).includes('cdk8s-drupal')),
  };
}

/** Rules that admit merge requests by name, or everything. */
function ofMergeRequests(rules: unknown): boolean | undefined {
  if (!Array.isArray(rules)) return undefined;
  return rules
    .filter((rule) => at(rule, 'when') !== 'never')
    .some((rule) => at(rule, 'if') === undefined || /merge_request/i.test(asText(at(rule, 'if')) ?? ''));
}

function read(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value = load(text, { schema: SCHEMA });
    return typeof value === 'object' && valuesOf(value).length > 0 ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
