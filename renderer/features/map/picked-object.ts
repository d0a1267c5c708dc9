import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import { isInPolygon } from '../../../shared/geo/point-in-polygon.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import type { CaseRow } from '../../data/api.ts';
import { polygonsOf, type MapTarget } from '../../map/map-objects.ts';

const RECORD_KINDS = ['person', 'room', 'enterprise', 'component', 'ledgerEntry', 'target'] as const;
type RecordKind = (typeof RECORD_KINDS)[number];

/** What the address says is in hand: something drawn, or a record whose place is found first. */
export type Picked =
  | { readonly kind: 'area' | 'building' | 'case'; readonly id: string }
  | { readonly kind: 'record'; readonly record: RecordKind; readonly id: string };

/** What the side panel is about. */
export type PickedObject =
  | { readonly kind: 'area'; readonly area: AreaDocument; readonly cases: readonly CaseRow[] }
  | {
      readonly kind: 'building';
      readonly building: BuildingDocument;
      readonly cases: readonly CaseRow[];
      /** The person or room that was looked for. */
      readonly found: RowOf<StockKind> | undefined;
    }
  | { readonly kind: 'case'; readonly row: CaseRow }
  | { readonly kind: 'record'; readonly row: RowOf<StockKind> }
  | { readonly kind: 'pile'; readonly cases: readonly CaseRow[] }
  | { readonly kind: 'records'; readonly record: StockKind; readonly name: string; readonly ids: readonly string[] };

/** A case belongs to a building when it lies within this of its middle. */
const AT_BUILDING_METRES = 45;

export const targetText = (target: MapTarget): string => `${target.kind}/${target.id}`;

/** `building/building:…` as the map says it, `enterprise:enterprise:…` as lists and search do, with or without the kind before the id. */
export function pickedOf(text: string | undefined): Picked | undefined {
  const [, kind = '', rest = ''] = /^([A-Za-z]+)[/:](.+)$/.exec(text ?? '') ?? [];
  if (rest === '') return undefined;
  const known = kind === 'point' ? 'case' : kind;
  if (known === 'area') return { kind: known, id: rest };
  const id = rest.startsWith(`${known}:`) ? rest : `${known}:${rest}`;
  if (known === 'building' || known === 'case') return { kind: known, id };
  const record = RECORD_KINDS.find((each) => each === known);
  return record && { kind: 'record', record, id };
}

/** What the map marks: the record itself where it has a point of its own, else its building. */
export function markedTarget(
  picked: Picked | undefined,
  row: RowOf<StockKind> | undefined,
  buildingOfRoom: string | undefined,
): MapTarget | undefined {
  if (picked === undefined) return undefined;
  if (picked.kind === 'case') return { kind: 'point', id: picked.id };
  if (picked.kind !== 'record') return { kind: picked.kind, id: picked.id };
  switch (row?.kind) {
    case undefined:
    case 'case':
      return undefined;
    case 'person':
    case 'room':
      return row.building === '' ? undefined : { kind: 'building', id: row.building };
    case 'target':
      return buildingOfRoom === undefined
        ? { kind: 'point', id: row.id, layer: 'target' }
        : { kind: 'building', id: buildingOfRoom };
    case 'ledgerEntry':
      return { kind: 'point', id: row.id, layer: `ledger:${row.ledger}` };
    case 'enterprise':
    case 'component':
      return { kind: 'point', id: row.id, layer: row.kind };
  }
}

/** Where a record lies: its own point, else the middle of its building. */
export function placeOf(
  row: RowOf<StockKind> | undefined,
  buildings: readonly BuildingDocument[],
  buildingOfRoom: string | undefined,
): readonly [number, number] | undefined {
  if (row === undefined) return undefined;
  if ('point' in row && row.point !== null) return row.point;
  const building = 'building' in row ? row.building : buildingOfRoom;
  return buildings.find(({ _id }) => _id === building)?.centroid;
}

export interface Here {
  readonly areas: readonly AreaDocument[];
  readonly buildings: readonly BuildingDocument[];
  readonly open: readonly CaseRow[];
}

/** A statutory grid is no part of the path by which cases are kept: there the place says it. */
const isWithin = ({ gridCode, point }: CaseRow, { kind, code, polygon }: AreaDocument): boolean =>
  kind === 'unitGrid' || kind === 'dutyGrid'
    ? polygon !== undefined &&
      polygonsOf(polygon).some((coordinates) => isInPolygon({ type: 'Polygon', coordinates }, point))
    : gridCode.startsWith(code);

function buildingObject(
  id: string,
  { buildings, open }: Here,
  found: RowOf<StockKind> | undefined,
): PickedObject | undefined {
  const building = buildings.find(({ _id }) => _id === id);
  return (
    building && {
      kind: 'building',
      building,
      found,
      cases: open.filter(
        (row) => row.gridCode === building.scope && distanceMetres(building.centroid, row.point) <= AT_BUILDING_METRES,
      ),
    }
  );
}

export function pickedObject(
  picked: Picked | undefined,
  here: Here,
  row: RowOf<StockKind> | undefined,
): PickedObject | undefined {
  switch (picked?.kind) {
    case undefined:
      return undefined;
    case 'area': {
      const area = here.areas.find(({ code }) => code === picked.id);
      return area && { kind: 'area', area, cases: here.open.filter((each) => isWithin(each, area)) };
    }
    case 'building':
      return buildingObject(picked.id, here, undefined);
    case 'case': {
      const found = here.open.find(({ id }) => id === picked.id);
      return found && { kind: 'case', row: found };
    }
    case 'record': {
      if (row === undefined) return undefined;
      const inBuilding = row.kind === 'person' || row.kind === 'room' ? row.building : '';
      return (inBuilding === '' ? undefined : buildingObject(inBuilding, here, row)) ?? { kind: 'record', row };
    }
  }
}

export const objectName = (picked: PickedObject): string => {
  switch (picked.kind) {
    case 'area':
      return picked.area.fullName ?? picked.area.name;
    case 'building':
      return picked.building.name;
    case 'case':
      return picked.row.categoryName;
    case 'record':
      return picked.row.name;
    case 'pile':
      return `同一处 ${String(picked.cases.length)} 件`;
    case 'records':
      return `同一处 ${String(picked.ids.length)} 个 · ${picked.name}`;
  }
};
