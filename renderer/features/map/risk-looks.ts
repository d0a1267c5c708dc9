import type { RiskLevel } from '../../../shared/domain/catalog.ts';

/** Risk by shape, colour and word. */
export const RISK_LOOKS: Readonly<
  Record<RiskLevel, { readonly kind: 'timeOver' | 'timeNear' | 'timeOk'; readonly words: string }>
> = {
  red: { kind: 'timeOver', words: '红' },
  orange: { kind: 'timeOver', words: '橙' },
  yellow: { kind: 'timeNear', words: '黄' },
  green: { kind: 'timeOk', words: '绿' },
};
