import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { makeFolder, syncFolder } from './sync-folder.ts';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Makes an empty LevelDB where there is nothing. LevelDB takes several steps to it and cannot be opened after a power cut between them (its first manifest is
 * never synced), so it is made beside, and gets its name when it is whole.
 */
export async function makeWholeLevel(path: string): Promise<void> {
  if (await isThere(path)) return;
  const beside = `${path}.new`;
  await rm(beside, { recursive: true, force: true });
  await makeFolder(dirname(path));
  await mkdir(beside);
  const level = new ClassicLevel(beside);
  await level.open();
  await level.close();
  await syncFolder(beside);
  await rename(beside, path);
  await syncFolder(dirname(path));
}
