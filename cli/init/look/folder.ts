import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../lib/problem';
import { targetAt } from './entry';

export type Json = Readonly<Record<string, unknown>>;

/** A folder as init reads it. Paths are those below it, with slashes; links are followed, and what cannot be read is not there. */
export class Folder {
  constructor(readonly path: string) {}

  has(path: string): boolean {
    return existsSync(join(this.path, path));
  }

  isFile(path: string): boolean {
    return targetAt(join(this.path, path))?.isFile() ?? false;
  }

  isFolder(path: string): boolean {
    return targetAt(join(this.path, path))?.isDirectory() ?? false;
  }

  /** The names in a folder, sorted; none where there is no such folder. */
  names(path: string): string[] {
    return this.isFolder(path) ? attempt(() => readdirSync(join(this.path, path)).sort(), []) : [];
  }

  /** A file's text without the byte order mark that some editors write; undefined where there is none to read. */
  text(path: string): string | undefined {
    if (!this.isFile(path)) return undefined;
    return attempt<string | undefined>(() => withoutMark(readFileSync(join(this.path, path), 'utf8')), undefined);
  }

  /** The object in a JSON file; what is wrong with the file goes to the problems. */
  json(path: string, problems: Problem[]): Json | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    try {
      const value = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
      problems.push({ path, message: 'is not an object', allowed: 'one JSON object', fix: 'correct it' });
    } catch (error) {
      const reason = (error as Error).message;
      problems.push({ path, message: `cannot be read: ${reason}`, allowed: 'one JSON object', fix: 'correct it' });
    }
    return undefined;
  }
}

/** A text without its byte order mark. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

/** A value below an object of unknown shape. */
export function at(value: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Json)[key] : undefined),
    value,
  );
}

/** A list's items or an object's values. */
export function valuesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
