import type { Problem } from '../problem';

/** A container image, taken apart. */
export interface Image {
  /** Registry and path, without tag and digest: `registry.gitlab.com/group/project`. */
  readonly repository: string;
  /**
   * The tag.
   * @default - none
   */
  readonly tag?: string;
  /**
   * `sha256:` and 64 hexadecimal digits.
   * @default - none
   */
  readonly digest?: string;
}

/** An image that says exactly what runs. */
export interface PinnedImage extends Image {
  /** As a pod names it: `repository:tag@digest`. */
  readonly reference: string;
  /** What people call this build: the tag, else the beginning of the digest. */
  readonly version: string;
}

const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?';
const NAME = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
/** A tag, as a part of a regular expression. */
export const TAG = '[A-Za-z0-9_][A-Za-z0-9._-]{0,127}';
const REFERENCE = new RegExp(`^(${HOST}${NAME}(?:/${NAME})*)(?::(${TAG}))?(?:@(sha256:[a-f0-9]{64}))?$`);

/**
 * Takes an image reference apart; undefined if it is none.
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function parseImage(reference: string): Image | undefined {
  const [, repository, tag, digest] = REFERENCE.exec(reference) ?? [];
  return repository === undefined || repository.length > 255 ? undefined : { repository, tag, digest };
}

/** The image as a pod names it. */
export function pin(image: Image): PinnedImage {
  const { repository, tag, digest } = image;
  const reference = repository + (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
  return { ...image, reference, version: tag ?? digest?.slice('sha256:'.length, 'sha256:'.length + 12) ?? 'unknown' };
}

/** The registry's host name, as a pull secret needs it. */
export function registryOf(image: Image): string {
  const first = image.repository.split('/')[0] ?? '';
  const isHost = image.repository.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  return isHost ? first : 'https://index.docker.io/v1/';
}

/**
 * Whether an image says which build it is. `latest` says nothing even beside a digest: people read the tag, and Drupal takes
 * it for the deployment's name.
 */
export function isPinned({ tag, digest }: Image): boolean {
  return tag !== 'latest' && (tag !== undefined || digest !== undefined);
}

/** What is wrong with an image that CI does not give: it has to say which version runs. */
export function imageProblems(reference: unknown): Problem[] {
  if (typeof reference !== 'string' || reference === '') return []; // its shape is checked elsewhere
  const image = parseImage(reference);
  if (image !== undefined && isPinned(image)) return [];
  return [
    {
      path: 'image',
      value: reference,
      message: 'does not say which version runs',
      allowed: 'repository:tag, repository@sha256:digest or both',
      fix: image?.digest === undefined ? 'add a tag other than latest' : 'leave the tag out: the digest says it all',
    },
  ];
}
