import type { RoomStock } from '../../../shared/stock/rows.ts';

/** A room of the stock for tests: `aRoom('502', { people: 3 })` is on the fifth floor of unit 1. */
export function aRoom(number: string, given: Partial<RoomStock> = {}): RoomStock {
  const floor = given.floor ?? Number(/^\d+(?=\d\d)/.exec(number)?.[0] ?? 1);
  const unit = given.unit ?? '1单元';
  return {
    kind: 'room',
    id: `room:${unit}-${number}`,
    scope: '310115005001001',
    name: number,
    verifiedOn: '2026-11-01',
    issues: 0,
    openObjections: 0,
    building: 'building:27',
    buildingName: '上港小区 27幢',
    unit,
    floor,
    number,
    use: 'self',
    address: `上港小区 27幢 ${unit} ${number}`,
    areaM2: 46.8,
    owner: '',
    headName: '严立诚',
    people: 2,
    tenants: 0,
    apart: 0,
    risk: '',
    riskWords: '',
    dueOn: '',
    marks: [],
    ...given,
  };
}
