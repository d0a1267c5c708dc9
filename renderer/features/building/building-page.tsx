import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';

export interface BuildingPageProps {
  /** '' when only the room is known. */
  readonly id: string;
  readonly room: string | undefined;
  readonly onRoom: (building: string, room: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (id: string) => void;
  readonly onBack: () => void;
}

export function BuildingPage(_props: BuildingPageProps): JSX.Element {
  return <h1>…</h1>;
}
