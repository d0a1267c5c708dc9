import { openTilePack } from './open-tile-pack.ts';
import type { PackRefusal, TilePack } from './tile-pack.ts';

/*
 * Tile packs that somebody added on this terminal, as files in the browser's own folder (OPFS). Base maps say nothing of anybody, so they lie there unsealed; PMTiles, read
 * piece by piece, may be larger than memory.
 */

const FOLDER = 'tile-packs';

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

/** Names of the packs here, in order. */
export async function listPacks(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names.sort((a, b) => a.localeCompare(b, 'zh-CN'));
}

/** Undefined when it is not here, or is no pack that can be drawn. */
export async function openPack(name: string): Promise<TilePack | undefined> {
  const held = await folder();
  const names = await listPacks();
  if (!names.includes(name)) return undefined;
  const opened = await openTilePack(await (await held.getFileHandle(name)).getFile(), name);
  return opened.ok ? opened.pack : undefined;
}

/** Copies a file here when it is a pack that can be drawn; of the same name, the new one stays. Says why it did not, or nothing. */
export async function addPack(file: File): Promise<PackRefusal | undefined> {
  const opened = await openTilePack(file, file.name);
  if (!opened.ok) return opened.reason;
  opened.pack.close();
  const handle = await (await folder()).getFileHandle(file.name, { create: true });
  await file.stream().pipeTo(await handle.createWritable());
  return undefined;
}

export async function removePack(name: string): Promise<void> {
  await (await folder()).removeEntry(name);
}
