import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface PersonPageProps {
  readonly id: string;
  readonly tab: string | undefined;
  readonly onTab: (tab: string) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onBack: () => void;
}

export function PersonPage(_props: PersonPageProps): JSX.Element {
  return <h1>…</h1>;
}
