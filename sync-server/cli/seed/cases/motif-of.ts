import type { MotifName } from '../photos/scenes.ts';

/** What a photo of a category shows, by the longest code that fits. */
const MOTIFS: readonly (readonly [code: string, motif: MotifName])[] = [
  ['0100', 'manhole'],
  ['0101', 'manhole'],
  ['0102', 'manhole'],
  ['01025', 'puddle'],
  ['01073', 'puddle'],
  ['01037', 'lamp'],
  ['01048', 'lamp'],
  ['10002', 'lamp'],
  ['0200', 'paving'],
  ['02014', 'lamp'],
  ['03005', 'rubbish'],
  ['04', 'branch'],
  ['06004', 'stickers'],
  ['06010', 'rubbish'],
  ['06011', 'buildingWaste'],
  ['06012', 'rubbish'],
  ['06013', 'paving'],
  ['06014', 'buildingWaste'],
  ['06017', 'lawnLitter'],
  ['06018', 'branch'],
  ['06027', 'shop'],
  ['06030', 'puddle'],
  ['06034', 'parkedCar'],
  ['06035', 'hall'],
  ['06036', 'hall'],
  ['06041', 'rubbish'],
  ['06042', 'rubbish'],
  ['06045', 'lawnLitter'],
  ['06049', 'paving'],
  ['06050', 'paving'],
  ['06051', 'paving'],
  ['07', 'stickers'],
  ['08', 'buildingWaste'],
  ['09001', 'shop'],
  ['09005', 'shop'],
  ['09006', 'shop'],
  ['09009', 'parkedCar'],
  ['09010', 'bikes'],
  ['09011', 'bikes'],
  ['09012', 'fireLane'],
  ['09015', 'shop'],
  ['09022', 'shop'],
];

/** The motif of a category, or null where nothing drawn would show it (noise, people, animals). */
export function motifOf(code: string): MotifName | null {
  const fits = MOTIFS.filter(([start]) => code.startsWith(start)).sort((a, b) => b[0].length - a[0].length);
  return fits[0]?.[1] ?? null;
}

/** An empty pavement: what there is to see when something that no photo shows has been dealt with. */
export const NOTHING_LEFT: MotifName = 'parkedCar';
