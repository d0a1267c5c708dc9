import { rm } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { allOrNone } from '../../../shared/lib/opened-so-far.ts';

const isTorn = (error: unknown): boolean =>
  error instanceof Error &&
  (error as { readonly cause?: { readonly code?: string } }).cause?.code === 'LEVEL_CORRUPTION';

async function openOrRemake(path: string): Promise<ClassicLevel> {
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

/**
 * Opens a LevelDB whose whole content can be made again from elsewhere, and reads what it begins with. One that does not hold together any more (a power cut in the
 * middle of a file, a disk that lost one) is thrown away, so that a start needs nobody's hands. Held by another process or unreadable for want of rights is
 * something else, and thrown.
 */
export function openRebuildable<T>(
  path: string,
  begin: (level: ClassicLevel) => Promise<T>,
): Promise<{ readonly level: ClassicLevel; readonly begun: T }> {
  return allOrNone(async ({ also }) => {
    const level = await openOrRemake(path);
    also(() => level.close());
    return { level, begun: await begin(level) };
  });
}
