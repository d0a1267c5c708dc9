import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface StockPageProps {
  /** A kind of record (`person`, `room`, `enterprise`, `component`) or the key of a special ledger. */
  readonly list: string | undefined;
  readonly onList: (list: string) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
  readonly onIssues: () => void;
}

export function StockPage(_props: StockPageProps): JSX.Element {
  return <h1>…</h1>;
}
