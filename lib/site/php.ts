import { mebibytes, type Size } from '../kubernetes/quantity';

/** PHP and the web server that runs it, in an image whose Dockerfile is that of `init`. */
export interface Php {
  /**
   * The memory that one request or command may take.
   * @default - the image's: 256Mi
   */
  readonly memoryLimit?: Size;
  /**
   * The largest file that can be uploaded, and the largest request. An edge that has a limit of its own is told.
   * @default - the image's: 128Mi
   */
  readonly uploadSize?: Size;
  /**
   * How many requests a pod serves at once.
   * @default - the image's: 12, which fit into 1Gi
   */
  readonly workers?: number;
}

/** The largest upload that the image takes where nothing is said. */
export const UPLOAD_SIZE: Size = '128Mi';

/** The variables that the image reads. */
export function phpEnvironment({ memoryLimit, uploadSize, workers }: Php = {}): Record<string, string> {
  return {
    ...(memoryLimit === undefined ? {} : { PHP_MEMORY_LIMIT: `${mebibytes(memoryLimit)}M` }),
    ...(uploadSize === undefined ? {} : { PHP_UPLOAD_MAX_FILESIZE: `${mebibytes(uploadSize)}M` }),
    ...(workers === undefined ? {} : { APACHE_MAX_REQUEST_WORKERS: String(workers) }),
  };
}
