import type { JSX, ReactNode } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { HouseholdDocument } from '../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { Chip } from '../../ui/chip.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { DwellerLine } from './dweller-line.tsx';
import { householdWords, type Dweller, type Dwellers } from './dwellers.ts';
import { roomFacts, roomTitle } from './room-words.ts';
import { TaskLines } from './task-lines.tsx';
import type { RoomInHand } from './use-room.ts';

export interface RoomDrawerProps {
  readonly building: BuildingDocument;
  readonly room: RoomDocument;
  readonly inHand: RoomInHand;
  readonly today: string;
  /** As the picture colours it. */
  readonly isApart: boolean;
  readonly onClose: () => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  /** Beside the headings, above the fold: what may be done here by this post. */
  readonly moveIn: ReactNode;
  readonly visit: ReactNode;
  readonly risk: ReactNode;
  readonly history: ReactNode;
  readonly message: ReactNode;
  readonly foot: ReactNode;
}

function Section(props: {
  readonly title: string;
  readonly count?: number;
  readonly act?: ReactNode;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <section className="building-section">
      <div className="building-section-head">
        <h3>
          {props.title}
          {props.count !== undefined && ` ${String(props.count)}`}
        </h3>
        {props.act}
      </div>
      {props.children}
    </section>
  );
}

/** 户主: of each household of the room, with its number. */
function headWords(households: readonly HouseholdDocument[], dwellers: Dwellers): ReactNode {
  const named = new Map([...dwellers.present, ...dwellers.away].map(({ id, name }) => [id, name]));
  if (households.length === 0) return '没有登记户';
  return households.map(({ _id, head, number }) => (
    <span key={_id} className="building-household">
      {head === undefined ? '没有户主' : (named.get(head) ?? '户主不住这里')}
      {number !== undefined && <span className="building-quiet"> 户号 {number}</span>}
    </span>
  ));
}

const formerWords = ({ name, stay }: Dweller): string =>
  `${name}（${[stay?.note, stay?.until === undefined ? undefined : `到 ${stay.until}`].filter(Boolean).join('，')}）`;

/** About the room in hand. It stands beside the picture and never covers it. */
export function RoomDrawer(props: RoomDrawerProps): JSX.Element {
  const { building, room, inHand, today, onClose, onOpen } = props;
  const { dwellers, households, targets } = inHand;
  const openPerson = (id: string): void => {
    onOpen('person', id);
  };
  const facts = roomFacts(room);
  return (
    <aside className="building-drawer" aria-label={roomTitle(building, room)}>
      <header className="building-drawer-head">
        <h2>{roomTitle(building, room)}</h2>
        <Chip>{ROOM_USE_NAMES[room.use]}</Chip>
        {props.isApart && <Chip tone="violet">人户分离</Chip>}
        <button type="button" className="building-close" onClick={onClose}>
          <Kbd keys="Esc" /> 关闭
        </button>
      </header>
      {props.message}
      <div className="building-drawer-body">
        <dl className="building-facts">
          <div>
            <dt>房屋</dt>
            <dd>{facts === '' ? '没有登记面积和产权' : facts}</dd>
          </div>
          <div>
            <dt>房主</dt>
            <dd>{room.owner?.name ?? '没有登记'}</dd>
          </div>
          {inHand.enterprises.length > 0 && (
            <div>
              <dt>单位</dt>
              <dd>
                {inHand.enterprises.map(({ _id, name }) => (
                  <button
                    key={_id}
                    type="button"
                    className="ui-link building-household"
                    onClick={() => {
                      onOpen('enterprise', _id);
                    }}
                  >
                    {name}
                  </button>
                ))}
              </dd>
            </div>
          )}
          <div>
            <dt>户主</dt>
            <dd>{headWords(households, dwellers)}</dd>
          </div>
          <div>
            <dt>户状态</dt>
            <dd>{householdWords(dwellers)}</dd>
          </div>
        </dl>
        <Section title="住在这里" count={dwellers.present.length} act={props.moveIn}>
          {dwellers.present.length === 0 ? (
            <p className="building-quiet">现在没有人住。</p>
          ) : (
            <ul className="building-dwellers">
              {dwellers.present.map((each) => (
                <DwellerLine key={each.id} dweller={each} today={today} onOpen={openPerson} />
              ))}
            </ul>
          )}
        </Section>
        {dwellers.away.length > 0 && (
          <Section title="户口在此、人不在" count={dwellers.away.length}>
            <ul className="building-dwellers">
              {dwellers.away.map((each) => (
                <DwellerLine key={each.id} dweller={each} today={today} isAway onOpen={openPerson} />
              ))}
            </ul>
          </Section>
        )}
        {dwellers.former.length > 0 && (
          <Section title="曾住" count={dwellers.former.length}>
            <p className="building-former">{dwellers.former.map(formerWords).join('、')}</p>
          </Section>
        )}
        <Section title="任务与事件" act={props.visit}>
          <TaskLines building={building._id} targets={targets} today={today} onOpen={onOpen} />
        </Section>
        {props.risk}
        {props.history}
      </div>
      <footer className="building-drawer-foot">{props.foot}</footer>
    </aside>
  );
}
