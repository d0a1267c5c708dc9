import { useMemo } from 'react';
import type { JSX } from 'react';
import { placeInBuilding } from '../../../shared/address/room-address.ts';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { ConflictMark } from '../../records/conflict-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { IconEdit, IconFlag, IconPrint } from '../../ui/icons.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { OnAct, PersonAct } from './acts.ts';
import type { Fact } from './person-facts.ts';
import type { PersonInHand } from './use-person.ts';

export interface PersonHeadProps {
  readonly person: PersonDocument;
  readonly around: PersonInHand;
  /** What may be doubted. */
  readonly facts: readonly Fact[];
  readonly nowMs: number;
  readonly onOpenRoom: (room: string) => void;
  readonly onAct: OnAct;
  readonly may: {
    readonly write: boolean;
    readonly object: boolean;
    readonly visit: boolean;
  };
}

/** Where the newest edit of this terminal stands; nothing where this terminal wrote nothing. */
function Delivery({ id, nowMs }: { readonly id: string; readonly nowMs: number }): JSX.Element | null {
  const { records } = useWorkstation();
  const delivery = useLive(useMemo(() => records.delivery(id), [records, id]));
  if (delivery === undefined) return null;
  if (delivery.refused) return <StateMark kind="refused" look="chip" />;
  if (delivery.unsent > 0) return <StateMark kind="waiting" words={`待送 ${String(delivery.unsent)}`} look="chip" />;
  if (delivery.receiptAt === null) return null;
  const when = momentWords(delivery.receiptAt, nowMs).replace(/^今天 /, '');
  return <StateMark kind="delivered" words={`已送达 ${when}`} look="chip" />;
}

/** Legal acts of a life, as far as they make sense now. */
function lifeActs(person: PersonDocument, around: PersonInHand, onAct: OnAct): readonly MenuItem[] {
  const item = (act: PersonAct, label: string, isDanger = false, keyHint?: string): MenuItem => ({
    key: act.kind,
    label,
    isDanger,
    keyHint,
    onPick: () => {
      onAct(act);
    },
  });
  if (person.state === 'void') return [];
  const voiding = item({ kind: 'void' }, '作废档案', true);
  if (person.life === 'dead') return [voiding];
  if (person.leftOn !== undefined) return [item({ kind: 'move' }, '登记迁入'), voiding];
  const hasOthers = around.members.filter(({ life, leftOn }) => life === 'living' && leftOn === undefined).length > 1;
  return [
    item({ kind: 'move' }, '登记迁移（迁到另一室）', false, 'M'),
    ...(person.household === undefined ? [] : [item({ kind: 'moveHousehold' }, '整户迁移', false, 'Shift M')]),
    item({ kind: 'addStay' }, '添一处住所'),
    item({ kind: 'moveOut' }, '迁出本街道'),
    ...(person.household !== undefined && hasOthers
      ? [item({ kind: 'changeHead' }, '户主变更'), item({ kind: 'split' }, '分户')]
      : []),
    ...(person.household !== undefined && person.homeRoom !== undefined ? [item({ kind: 'merge' }, '并户')] : []),
    item({ kind: 'birth' }, '出生登记（子女）'),
    item({ kind: 'changeClass' }, '人口类别变更'),
    item({ kind: 'death' }, '死亡登记', true),
    voiding,
  ];
}

/** Path back to the room, the receipt, and what may be done. */
export function PersonHead(props: PersonHeadProps): JSX.Element {
  const { person, around, facts, nowMs, onOpenRoom, onAct, may } = props;
  const { building, room } = around;
  const acts = may.write ? lifeActs(person, around, onAct) : [];
  const path =
    building === null || building === undefined || room === null || room === undefined
      ? undefined
      : [building.estate, building.label ?? building.name, placeInBuilding(room)].filter((part) => part !== undefined);
  return (
    <PageHead
      title={
        <>
          {path !== undefined && room != null && (
            <button
              type="button"
              className="ui-link person-path"
              onClick={() => {
                onOpenRoom(room._id);
              }}
            >
              {path.join(' / ')} /
            </button>
          )}{' '}
          居民档案
        </>
      }
      note={
        <>
          <Delivery id={person._id} nowMs={nowMs} /> <ConflictMark id={person._id} />
        </>
      }
      acts={
        <>
          {may.object && (
            <Menu
              label="数据异议：哪一项不对"
              align="right"
              button={
                <>
                  <IconFlag /> 数据异议
                </>
              }
              items={facts
                .filter(({ record, isReckoned }) => record === 'person' && isReckoned !== true)
                .map((fact) => ({
                  key: fact.label,
                  label: fact.label,
                  onPick: () => {
                    onAct({ kind: 'object', fact });
                  },
                }))}
            />
          )}
          <Button
            icon={<IconPrint />}
            onClick={() => {
              onAct({ kind: 'print' });
            }}
          >
            填表打印
          </Button>
          {acts.length > 0 && <Menu label="办理" align="right" button="办理 ▾" items={acts} />}
          {may.write && (
            <Button
              icon={<IconEdit />}
              keyHint="E"
              onClick={() => {
                onAct({ kind: 'edit' });
              }}
            >
              编辑
            </Button>
          )}
          {may.visit && (
            <Button
              kind="primary"
              keyHint="V"
              onClick={() => {
                onAct({ kind: 'visit' });
              }}
            >
              登记走访
            </Button>
          )}
        </>
      }
    />
  );
}
