import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface TasksPageProps {
  readonly task: string | undefined;
  readonly target: string | undefined;
  readonly onMove: (task: string | undefined, target: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onReportAt: (point: readonly [number, number]) => void;
}

export function TasksPage(_props: TasksPageProps): JSX.Element {
  return <h1>…</h1>;
}
