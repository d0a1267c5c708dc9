import type { Place } from '../domain/case.ts';

/** From so far on a point says which quarter is meant, not where somebody has to go: 未定位 until it is put right. */
const ROUGH_METRES = 150;

/** Whether the place of a case is known no better than by its estate or community. */
export const isRough = ({ accuracyMetres }: Pick<Place, 'accuracyMetres'>): boolean =>
  accuracyMetres !== undefined && accuracyMetres > ROUGH_METRES;
