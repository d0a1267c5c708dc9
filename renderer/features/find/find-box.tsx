import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface FindBoxProps {
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
}

export function FindBox(_props: FindBoxProps): JSX.Element {
  return <span />;
}
