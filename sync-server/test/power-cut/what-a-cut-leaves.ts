import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../../shared/lib/assert.ts';
import type { Random } from '../../../shared/lib/random.ts';

/** A name given to a file or folder in a folder, or (`to` null) taken from it. Numbers are inodes. */
interface NameChange {
  readonly line: number;
  readonly name: string;
  readonly to: number | null;
}

interface Followed {
  /** What a folder's names were made of, in order. */
  readonly names: ReadonlyMap<number, readonly NameChange[]>;
  /** The line up to which a folder's names were synced. */
  readonly syncedNames: ReadonlyMap<number, number>;
  /** The last line up to which anything was synced. */
  readonly lastSync: number;
  /** Bytes of a file that were synced. */
  readonly syncedBytes: ReadonlyMap<number, number>;
}

/** What lies in a folder before the server starts counts as synced. */
export interface Before {
  readonly folders: ReadonlySet<number>;
  readonly names: ReadonlyMap<number, readonly NameChange[]>;
  readonly syncedBytes: ReadonlyMap<number, number>;
}

const inodeOf = (path: string): number => statSync(path).ino;

/** Everything below a folder, by inode. */
function* below(folder: string): Generator<{ readonly path: string; readonly in: string; readonly isFolder: boolean }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    yield { path, in: folder, isFolder: entry.isDirectory() };
    if (entry.isDirectory()) yield* below(path);
  }
}

export function asItLies(root: string): Before {
  const folders = new Set([inodeOf(root)]);
  const names = new Map<number, NameChange[]>();
  const syncedBytes = new Map<number, number>();
  for (const { path, in: folder, isFolder } of below(root)) {
    const number = inodeOf(path);
    if (isFolder) folders.add(number);
    else syncedBytes.set(number, statSync(path).size);
    const name = path.slice(folder.length + 1);
    names.set(inodeOf(folder), [...(names.get(inodeOf(folder)) ?? []), { line: -1, name, to: number }]);
  }
  return { folders, names, syncedBytes };
}

/** What the lines of `disk.c` say. */
function followed(lines: readonly string[], before: Before): Followed & { readonly folders: ReadonlySet<number> } {
  const names = new Map([...before.names].map(([folder, changes]) => [folder, [...changes]] as const));
  const folders = new Set(before.folders);
  const syncedBytes = new Map(before.syncedBytes);
  const syncedNames = new Map<number, number>();
  const begun = new Map<string, number>();
  let lastSync = 0;
  lines.forEach((text, line) => {
    const [what = '', ...words] = text.split(' ');
    const number = (at: number): number => Number(words[at]);
    const change = (folder: number, name: string | undefined, to: number | null): void => {
      assert(name !== undefined && Number.isInteger(folder), `the disk says something known: ${text}`);
      names.set(folder, [...(names.get(folder) ?? []), { line, name, to }]);
    };
    switch (what) {
      case 'mkdir':
        folders.add(number(1));
        change(number(0), words[2], number(1));
        break;
      case 'create':
        change(number(0), words[2], number(1));
        break;
      case 'unlink':
        change(number(0), words[2], null);
        break;
      case 'rename':
        change(number(0), words[3], null);
        change(number(1), words[4], number(2));
        break;
      case 'emptied':
        syncedBytes.set(number(0), 0);
        break;
      case 'begin':
        begun.set(words[0] ?? '', line);
        break;
      case 'synced': {
        const since = begun.get(words[0] ?? '');
        assert(since !== undefined, 'a sync has begun before it ends');
        if (folders.has(number(1))) syncedNames.set(number(1), since);
        else syncedBytes.set(number(1), Math.max(number(2), syncedBytes.get(number(1)) ?? 0));
        lastSync = Math.max(lastSync, since);
        break;
      }
      default:
        throw new Error(`the disk does not know how to follow this: ${text}`);
    }
  });
  return { names, folders, syncedBytes, syncedNames, lastSync };
}

/**
 * How a file system goes down. `strict`: POSIX to the letter, a name is on disk when its folder was synced. `journal`: as ext4 and XFS, whatever is synced takes all names
 * that were made before along. Both may have written more by themselves: of names some of those that came next, of a file some of the bytes that came next.
 */
export type CutKind = 'strict' | 'journal';

/** Rebuilds in `target` what is left of `root` when the power goes where the lines end. */
export function leaveWhatIsSynced(
  { root, grave, trace, target }: Readonly<Record<'root' | 'grave' | 'trace' | 'target', string>>,
  before: Before,
  { kind, chance, isMore }: { readonly kind: CutKind; readonly chance: Random; readonly isMore: boolean },
): void {
  const text = readFileSync(trace, 'utf8');
  const lines = text.split('\n').slice(0, -1);
  const { names, folders, syncedBytes, syncedNames, lastSync } = followed(lines, before);
  const places = new Map([...below(root), ...below(grave)].map(({ path }) => [inodeOf(path), path]));
  const some = (most: number): number => (isMore ? Math.floor(chance() * (most + 1)) : 0);

  const copy = (number: number, to: string): void => {
    const place = places.get(number);
    assert(place !== undefined, 'what had a name is still there');
    const synced = syncedBytes.get(number) ?? 0;
    const length = synced + some(statSync(place).size - synced);
    const bytes = Buffer.alloc(length);
    const file = openSync(place, 'r');
    readSync(file, bytes, 0, length, 0);
    closeSync(file);
    writeFileSync(to, bytes, { mode: statSync(place).mode });
  };

  const rebuild = (folder: number, to: string): void => {
    mkdirSync(to, { mode: 0o700 });
    const changes = names.get(folder) ?? [];
    const sure = Math.max(syncedNames.get(folder) ?? 0, kind === 'journal' ? lastSync : 0);
    const certain = changes.filter(({ line }) => line < sure).length;
    const left = new Map<string, number>();
    for (const { name, to: number } of changes.slice(0, certain + some(changes.length - certain))) {
      if (number === null) left.delete(name);
      else left.set(name, number);
    }
    for (const [name, number] of left) (folders.has(number) ? rebuild : copy)(number, join(to, name));
  };
  rebuild(inodeOf(root), target);
}
