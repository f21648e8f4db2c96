import type { Manifest } from '../kubernetes/manifest';
import type { ClosedAccess } from '../site/access';
import type { SecretNeed } from '../site/secret-source';
import type { PlannedNotification } from './notification';
import type { ReleaseOrder } from './release';

/** The ConfigMap that has the plan, and the key in it. */
export const PLAN = 'deploy';
export const PLAN_KEY = 'plan.json';

/** Raised when an older program that ignores what it does not know would do harm. */
export const PLAN_VERSION = 1;

/** What a deploy has to know beyond the manifests. */
export interface DeployPlanProps {
  /** Secrets, and where each of their keys comes from. Never a value. */
  readonly secrets: readonly SecretNeed[];
  /** PersistentVolumeClaims that were made otherwise. */
  readonly claims: readonly string[];
  /**
   * ConfigMaps that pods mount. Those that the manifests do not hold must be there.
   * @default - none
   */
  readonly configMaps?: readonly string[];
  /**
   * The oldest version of Kubernetes whose API the manifests are for: `1.29`.
   * @default 1.27
   */
  readonly kubernetes?: string;
  /** When the release runs. */
  readonly releaseOrder: ReleaseOrder;
  /**
   * What a release runs.
   * @default - drush deploy -y
   */
  readonly releaseCommand?: readonly string[];
  /** The address to try at the end. */
  readonly url: string;
  /** The environment's name, and whether it is a merge request's. */
  readonly environment: string;
  /**
   * The branch whose pipeline may deploy it.
   * @default - any
   */
  readonly branch?: string;
  readonly isReview: boolean;
  /**
   * Where the edge is taken to be: the namespaces that alone may call the web, though nobody has said so.
   * @default - it is said, or any pod may call the web
   */
  readonly assumedCallers?: readonly string[];
  /**
   * Who is told how it ended.
   * @default - nobody
   */
  readonly notifications?: readonly PlannedNotification[];
  /**
   * What keeps the public out, and the Secret that has the password.
   * @default - nothing
   */
  readonly closed?: { readonly by: ClosedAccess['by']; readonly secret?: string };
}

/** A plan as it was written, of which somebody may have left a part. */
export type WrittenPlan = Partial<DeployPlanProps> & { readonly version?: unknown };

/** The plan as it is written down. */
export function planText(plan: DeployPlanProps): string {
  return `${JSON.stringify({ version: PLAN_VERSION, ...plan }, undefined, 2)}\n`;
}

/** The text of the plan among the objects of a site. */
export function planTextIn(objects: readonly Manifest[]): string | undefined {
  return objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === PLAN)?.data?.[PLAN_KEY];
}

/** The plan in a text; undefined if that does not read as JSON. */
export function readPlan(text: unknown): WrittenPlan | undefined {
  try {
    return JSON.parse(String(text)) ?? undefined;
  } catch {
    return undefined;
  }
}
