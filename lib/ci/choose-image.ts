import { type Image, isPinned, type PinnedImage, parseImage, pin } from '../formats/image';
import type { Problem } from '../problem';
import type { Ci } from './ci';

/** The image to run, and what had to be assumed for it; or why there is none. */
export type ChosenImage = { readonly image: PinnedImage; readonly assumed?: string } | { readonly problem: Problem };

const SHAPE = 'repository:tag, repository@sha256:digest or both';

/**
 * Decides which build runs: the one that CI has just made if the site's repository is CI's, else the one that the site
 * file names. Outside CI an image without a tag gets the work tree's commit.
 */
export function chooseImage(written: string, ci: Ci): ChosenImage {
  const image = parseImage(written);
  if (image === undefined)
    return refuse(
      written,
      'is not an image reference',
      'write registry/path, in lower case, such as registry.gitlab.com/group/project',
    );
  if (image.tag === 'latest')
    return refuse(
      written,
      'names the tag "latest", which says nothing about what runs',
      image.digest === undefined
        ? 'leave the tag out so that CI gives it, or name a release'
        : 'leave the tag out: the digest says it all',
    );
  const built = builtImage(image, ci);
  if (built === 'not an image') return acceptBuilt(built, ci);
  if (built !== undefined && (image.tag !== undefined || image.digest !== undefined)) {
    return refuse(
      written,
      'has a tag or digest, but CI gives the image of this repository',
      `write ${image.repository} alone`,
      { allowed: 'the repository, whose tag CI gives' },
    );
  }
  if (built !== undefined) return acceptBuilt(built, ci);
  if (image.tag !== undefined || image.digest !== undefined) return { image: pin(image) };
  if (ci.imageUrl !== undefined || ci.shortSha !== undefined) {
    return refuse(
      written,
      `has no tag, and CI builds another repository: ${ci.imageUrl ?? ci.registryImage ?? 'none'}`,
      'add the tag that should run, or let CI_IMAGE_URL name this repository',
    );
  }
  const tag = ci.localTag();
  return { image: pin({ ...image, tag }), assumed: `image tag ${tag}, since no CI gives one` };
}

function builtImage(image: Image, ci: Ci): Image | 'not an image' | undefined {
  if (ci.imageUrl !== undefined) {
    const built = parseImage(ci.imageUrl);
    if (built === undefined) return 'not an image';
    return built.repository === image.repository ? built : undefined;
  }
  if (ci.registryImage === undefined || ci.shortSha === undefined) return undefined;
  const isOurs = image.repository === ci.registryImage || image.repository.startsWith(`${ci.registryImage}/`);
  return isOurs ? { repository: image.repository, tag: ci.shortSha } : undefined;
}

function acceptBuilt(built: Image | 'not an image', ci: Ci): ChosenImage {
  if (built === 'not an image')
    return refuse(
      ci.imageUrl,
      'is not an image reference',
      'let the build job write repository:short-sha@sha256:digest',
      { path: '$CI_IMAGE_URL' },
    );
  if (!isPinned(built)) {
    return refuse(
      ci.imageUrl,
      'does not say which build it is',
      'let the build job write repository:short-sha@sha256:digest',
      { path: '$CI_IMAGE_URL' },
    );
  }
  return { image: pin(built) };
}

function refuse(value: unknown, message: string, fix: string, own: Partial<Problem> = {}): ChosenImage {
  return { problem: { path: 'image', value, message, allowed: SHAPE, fix, ...own } };
}
