/** What a Dockerfile that is there says of its PHP. */
export interface DockerfileFacts {
  readonly text: string;
  /** The base image with PHP in its name, as `ARG PHP=` or the first `FROM` has it. */
  readonly phpImage?: string;
  /** The version in that name, such as `8.4`. */
  readonly php?: string;
}

export function dockerfileFacts(text: string | undefined): DockerfileFacts | undefined {
  if (text === undefined) return undefined;
  const [, said] = /^ARG PHP=(\S+)/m.exec(text) ?? /^FROM (?:--\S+ )?(\S*php\S*)/im.exec(text) ?? [];
  return { text, phpImage: said, php: /php\D*(\d+\.\d+)/.exec(said ?? '')?.[1] };
}
