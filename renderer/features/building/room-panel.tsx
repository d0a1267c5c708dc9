import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { RoomDrawer } from './room-drawer.tsx';
import { useRoom } from './use-room.ts';

export interface RoomPanelProps {
  readonly building: BuildingDocument;
  readonly id: string;
  readonly today: string;
  readonly onClose: () => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
}

/** The drawer of the room in hand with what may be done there. */
export function RoomPanel({ building, id, today, onClose, onOpen }: RoomPanelProps): JSX.Element {
  const inHand = useRoom(id, today);
  const { room, dwellers } = inHand;
  if (room === undefined) return <Skeleton label="正在读取这一室" rows={6} />;
  if (room === null)
    return (
      <aside className="building-drawer" aria-label="这一室">
        <p className="building-section building-quiet">这一室已不在本机，可能移出了你的范围。</p>
        <Button onClick={onClose}>关闭</Button>
      </aside>
    );
  const [first] = dwellers.present;
  return (
    <RoomDrawer
      building={building}
      room={room}
      inHand={inHand}
      today={today}
      onClose={onClose}
      onOpen={onOpen}
      moveIn={undefined}
      visit={undefined}
      risk={undefined}
      history={undefined}
      message={undefined}
      foot={
        first?.person != null && (
          <Button
            kind="primary"
            onClick={() => {
              onOpen('person', first.stay.person);
            }}
          >
            打开居民档案
          </Button>
        )
      }
    />
  );
}
