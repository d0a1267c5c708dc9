import type { StockKind } from '../../../shared/stock/rows.ts';

export interface PlacePageProps {
  /** Of an enterprise, a component or a line of a special ledger. */
  readonly id: string;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onOpenBuilding: (id: string, room?: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
  readonly onBack: () => void;
}
