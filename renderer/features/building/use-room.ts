import { useMemo } from 'react';
import type { EnterpriseDocument } from '../../../shared/domain/enterprise.ts';
import type { HouseholdDocument } from '../../../shared/domain/person.ts';
import type { RoomDocument } from '../../../shared/domain/room.ts';
import type { RowOf } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { useMany } from '../../records/use-many.ts';
import { dwellersOf, type Dwellers } from './dwellers.ts';

export interface RoomInHand {
  readonly room: RoomDocument | null | undefined;
  readonly dwellers: Dwellers;
  readonly households: readonly HouseholdDocument[];
  readonly enterprises: readonly EnterpriseDocument[];
  readonly targets: readonly RowOf<'target'>[];
}

const NONE = [] as const;
const MOST_TARGETS = 50;

/** Everything the drawer tells of one room. */
export function useRoom(id: string, today: string): RoomInHand {
  const { records, stock } = useWorkstation();
  const room = useLive(useMemo(() => records.one('room', id), [records, id]));
  const staysLive = useMemo(() => records.of('occupancy', 'room', id), [records, id]);
  const enterprisesLive = useMemo(() => records.of('enterprise', 'room', id), [records, id]);
  const householdsLive = useMemo(() => records.of('household', 'room', id), [records, id]);
  const stays = useLive(staysLive) ?? NONE;
  const households = useLive(householdsLive) ?? NONE;
  const people = useMany(
    'person',
    stays.map(({ person }) => person),
  );
  const householdIds = households.map(({ _id }) => _id).join(' ');
  const membersLive = useMemo(
    () =>
      combineLive(
        householdIds === '' ? [] : householdIds.split(' ').map((one) => records.of('person', 'household', one)),
      ),
    [records, householdIds],
  );
  const members = useLive(membersLive) ?? NONE;
  const targets = useLive(
    useMemo(
      () =>
        stock.list({
          query: {
            kind: 'target',
            where: [{ field: 'room', op: 'in', values: [id] }],
            sort: { by: 'dueOn', down: true },
          },
          from: 0,
          count: MOST_TARGETS,
        }),
      [stock, id],
    ),
  );
  const dwellers = dwellersOf(
    stays,
    people,
    members.flatMap((each) => each ?? []),
    today,
  );
  return { room, dwellers, households, enterprises: useLive(enterprisesLive) ?? NONE, targets: targets?.rows ?? NONE };
}
