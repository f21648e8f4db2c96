import type { Binding, SecretFiles } from './backing-service';
import type { SecretSource } from './secret-source';

/** Secrets that a container reads as files of one folder. */
export interface SecretFolder {
  /** The volume's name, and that of the Secret which holds what does not exist yet. */
  readonly name: string;
  /** The folder. */
  readonly path: string;
  /** What they are for, in a few words. */
  readonly purpose: string;
  /** The files, and where their content comes from. */
  readonly files: Readonly<Record<string, SecretSource>>;
}

/** Binds a folder of secrets: what must exist, and how it is mounted. */
export function secretFiles({
  name,
  path,
  purpose,
  files,
}: SecretFolder): Required<Pick<Binding, 'mounts' | 'secrets'>> {
  const entries = Object.entries(files);
  const own = entries.filter(([, source]) => source.from !== 'existing');
  const existing = entries.flatMap(([file, source]) => (source.from === 'existing' ? [{ file, source }] : []));
  const parts: SecretFiles[] = [
    ...(own.length > 0 ? [{ secret: name, keys: Object.fromEntries(own.map(([file]) => [file, file])) }] : []),
    ...existing.map(({ file, source }) => ({ secret: source.secret, keys: { [source.key]: file } })),
  ];
  return {
    mounts: [{ name, path, readOnly: true, source: { secrets: parts } }],
    secrets: [
      ...(own.length > 0 ? [{ name, purpose, keys: Object.fromEntries(own) }] : []),
      ...existing.map(({ source }) => ({ name: source.secret, purpose, keys: { [source.key]: source } })),
    ],
  };
}
