import { rm } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';

const isTorn = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { readonly cause?: { readonly code?: string } }).cause?.code === 'LEVEL_CORRUPTION';

/**
 * Opens a LevelDB whose whole content can be made again from elsewhere. One that does not hold together any more (a power cut in the middle of a file, a disk that
 * lost one) is thrown away, so that a start needs nobody's hands. Held by another process or unreadable for want of rights is something else, and thrown.
 */
export async function openRebuildable(path: string): Promise<ClassicLevel> {
  const level = new ClassicLevel(path);
  try {
    await level.open();
    return level;
  } catch (error) {
    if (!isTorn(error)) throw error;
  }
  await rm(path, { recursive: true, force: true });
  const anew = new ClassicLevel(path);
  await anew.open();
  return anew;
}
