import { parseImage } from '../formats/image';

/** The version label of an image: its tag. */
export function versionOf(reference: string): string | undefined {
  return parseImage(reference)?.tag;
}
