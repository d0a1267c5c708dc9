import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface IssuesPageProps {
  readonly rule: string | undefined;
  readonly onRule: (rule: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onBack: () => void;
}

export function IssuesPage(_props: IssuesPageProps): JSX.Element {
  return <h1>…</h1>;
}
