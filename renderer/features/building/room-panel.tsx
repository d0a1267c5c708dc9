import type { JSX } from 'react';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import { openHazards } from '../../../shared/risk/risk-level.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { RoomStock, StockKind } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { ActNote } from '../../records/act-note.tsx';
import { IssueNotes } from '../../records/issue-notes.tsx';
import { useAction } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { IconEdit } from '../../ui/icons.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { RoomAct } from './acts.ts';
import { classOf } from './colouring.ts';
import { RiskSection } from './risk-section.tsx';
import { RoomDialogs } from './room-dialogs.tsx';
import { RoomDrawer } from './room-drawer.tsx';
import { RoomHistory } from './room-history.tsx';
import { useRoom, type RoomInHand } from './use-room.ts';

export interface RoomPanelProps {
  readonly building: BuildingDocument;
  readonly id: string;
  readonly row: RoomStock | undefined;
  readonly today: string;
  readonly act: RoomAct | undefined;
  readonly onAct: (act: RoomAct | undefined) => void;
  readonly onClose: () => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
}

/** The drawer of the room in hand with what may be done there. */
export function RoomPanel(props: RoomPanelProps): JSX.Element {
  const { id, today, onClose } = props;
  const inHand = useRoom(id, today);
  if (inHand.room === undefined) return <Skeleton label="正在读取这一室" rows={6} />;
  if (inHand.room === null)
    return (
      <aside className="building-drawer" aria-label="这一室">
        <p className="building-section building-quiet">这一室已不在本机，可能移出了你的范围。</p>
        <div className="building-drawer-foot">
          <Button onClick={onClose}>关闭</Button>
        </div>
      </aside>
    );
  return <KnownRoom {...props} inHand={inHand} room={inHand.room} />;
}

interface KnownRoomProps extends RoomPanelProps {
  readonly inHand: RoomInHand;
  readonly room: RoomDocument;
}

const item = (label: string, onPick: () => void): MenuItem => ({ key: label, label, onPick });

function ActLink({ label, onClick }: { readonly label: string; readonly onClick: () => void }): JSX.Element {
  return (
    <button type="button" className="ui-link" onClick={onClick}>
      {label}
    </button>
  );
}

/** What may be done with the households and the walls of a room, as far as it makes sense now. */
function moreActs({ inHand, onAct }: KnownRoomProps): readonly MenuItem[] {
  const { households, dwellers } = inHand;
  const names = new Map([...dwellers.present, ...dwellers.away].map(({ id, name }) => [id, name]));
  return [
    ...households.flatMap(({ _id: household, head }) => {
      const of = households.length > 1 && head !== undefined ? `（${names.get(head) ?? '户主不住这里'}户）` : '';
      const members = [...dwellers.present, ...dwellers.away].filter(({ person }) => person?.household === household);
      return [
        ...(members.length > 0
          ? [
              item(`整户迁移${of}`, () => {
                onAct({ kind: 'moveHousehold', household });
              }),
            ]
          : []),
        ...(members.length > 1
          ? [
              item(`户主变更${of}`, () => {
                onAct({ kind: 'changeHead', household });
              }),
              item(`分户${of}`, () => {
                onAct({ kind: 'splitHousehold', household });
              }),
            ]
          : []),
      ];
    }),
    item('拆分这一室', () => {
      onAct({ kind: 'split' });
    }),
    item('与邻室合并', () => {
      onAct({ kind: 'merge' });
    }),
  ];
}

function KnownRoom(props: KnownRoomProps): JSX.Element {
  const { building, room, row, inHand, today, act, onAct, onClose, onOpen } = props;
  const { user } = useWorkstation();
  const action = useAction();
  const mayEdit = mayWrite(user, room, room) === 'allowed';
  const mayTask = mayEdit && mayWriteType(user, 'task');
  const [first] = inHand.dwellers.present.filter(({ person }) => person !== null && person !== undefined);
  const start = (asked: RoomAct): void => {
    action.clear();
    onAct(asked);
  };
  return (
    <>
      <RoomDrawer
        building={building}
        room={room}
        inHand={inHand}
        today={today}
        isApart={row !== undefined && classOf('use', row, today).key === 'apart'}
        onClose={onClose}
        onOpen={onOpen}
        message={
          <>
            <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
            <IssueNotes
              subject={room._id}
              mayFix={mayEdit}
              opens={{
                moveIn: () => {
                  start({ kind: 'moveIn' });
                },
              }}
            />
          </>
        }
        moveIn={
          mayEdit && (
            <span className="building-acts">
              <ActLink
                label="登记迁入"
                onClick={() => {
                  start({ kind: 'moveIn' });
                }}
              />
              <ActLink
                label="添租客或寄住"
                onClick={() => {
                  start({ kind: 'stay' });
                }}
              />
            </span>
          )
        }
        visit={
          mayTask && (
            <ActLink
              label="派走访"
              onClick={() => {
                start({ kind: 'visit' });
              }}
            />
          )
        }
        risk={
          <RiskSection
            room={room}
            row={row}
            acts={
              mayEdit && (
                <>
                  <ActLink
                    label="登记隐患"
                    onClick={() => {
                      start({ kind: 'hazard' });
                    }}
                  />
                  {openHazards(room.hazards).length > 0 && (
                    <ActLink
                      label="复查"
                      onClick={() => {
                        start({ kind: 'reinspect' });
                      }}
                    />
                  )}
                </>
              )
            }
          />
        }
        history={<RoomHistory room={room._id} onDone={action.setDone} />}
        foot={
          <>
            {first !== undefined && (
              <Button
                kind="primary"
                onClick={() => {
                  onOpen('person', first.id);
                }}
              >
                打开居民档案
              </Button>
            )}
            {mayEdit && (
              <>
                <Button
                  icon={<IconEdit />}
                  keyHint="E"
                  onClick={() => {
                    start({ kind: 'edit' });
                  }}
                >
                  编辑房屋
                </Button>
                <Menu label="更多办理" button="更多" align="right" opens="up" items={moreActs(props)} />
              </>
            )}
          </>
        }
      />
      {act !== undefined && (
        <RoomDialogs
          act={act}
          building={building}
          room={room}
          dwellers={inHand.dwellers}
          onDone={action.setDone}
          onClose={() => {
            onAct(undefined);
          }}
        />
      )}
    </>
  );
}
