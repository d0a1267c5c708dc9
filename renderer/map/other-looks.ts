import { tokens } from '../ui/tokens.ts';
import type { BorderLook } from './draw-shapes.ts';

/** How further divisions over the same ground are drawn; they differ by dash and weight, not by colour alone. */
export const OTHER_LOOKS: readonly { readonly kind: 'unitGrid' | 'dutyGrid'; readonly look: BorderLook }[] = [
  { kind: 'unitGrid', look: { colour: tokens.color.text3, width: 0.8, dash: [2, 3] } },
  { kind: 'dutyGrid', look: { colour: tokens.map.draft, width: 1.6, dash: [10, 4] } },
];
