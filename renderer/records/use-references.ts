import { roomAddress } from '../../shared/address/room-address.ts';
import { useMany } from './use-many.ts';

const idsOf = (values: readonly unknown[], type: string): readonly string[] =>
  values.flatMap((value) => (typeof value === 'string' && value.startsWith(`${type}:`) ? [value] : []));

/** What an id among values stands for, in words: a person's name, a room's address. `undefined` for what is no id. */
export function useReferences(values: readonly unknown[]): (value: unknown) => string | undefined {
  const people = useMany('person', idsOf(values, 'person'));
  const rooms = useMany('room', idsOf(values, 'room'));
  const households = useMany('household', idsOf(values, 'household'));
  const buildings = useMany('building', [
    ...idsOf(values, 'building'),
    ...[...rooms.values()].flatMap((room) => room?.building ?? []),
  ]);
  const heads = useMany(
    'person',
    [...households.values()].flatMap((household) => household?.head ?? []),
  );
  return (value) => {
    if (typeof value !== 'string') return undefined;
    if (value.startsWith('person:')) return people.get(value)?.name ?? '范围外的人';
    if (value.startsWith('building:')) return buildings.get(value)?.name ?? '范围外的楼';
    if (value.startsWith('household:')) {
      const head = heads.get(households.get(value)?.head ?? '');
      return head === undefined || head === null ? '另一户' : `${head.name}的户`;
    }
    if (!value.startsWith('room:')) return undefined;
    const room = rooms.get(value);
    const building = room === undefined || room === null ? undefined : buildings.get(room.building);
    return room === undefined || room === null || building === undefined || building === null
      ? '范围外的住所'
      : roomAddress(building, room);
  };
}
