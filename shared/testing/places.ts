/** Where a document lies, seen from a post at grid 310115005001001 (or the community, street, … that holds it). */
export const PLACES = {
  'own grid': '310115005001001',
  'next grid': '310115005001002',
  'own community': '310115005001',
  'next community': '310115005002001',
  'own street': '310115005',
  'next street': '310115007001001',
  'own district': '310115',
  'next district': '310101',
} as const;
export type Place = keyof typeof PLACES;
