import type { Laid } from './protocol.ts';

/** The photo that a piece of evidence shows: itself, or what it is the small picture of. */
export const photoOf = (evidence: string): string => evidence.replace(/^thumb:/, 'photo:');

/**
 * Evidence that lies on a terminal and that the centre does not show its person. Not what he took for a step that lies in his tray: sent anew, it takes its photos along.
 */
export function beyondCentre({ evidence, tray, writes }: Laid, shown: ReadonlySet<string>): readonly string[] {
  const inTray = new Set(tray.map(({ id }) => id));
  const isForTray = (photo: string): boolean => inTray.has(photo) || inTray.has(writes[photo]?.entry ?? '');
  return evidence.filter((one) => !shown.has(one) && !isForTray(photoOf(one)));
}
