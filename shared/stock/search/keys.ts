import type { RoomDocument } from '../../domain/room.ts';
import type { RowOf, StockKind } from '../rows.ts';
import { ABSENT } from '../../address/levels.ts';

/** What a record is found by. */
export interface Keys {
  /** Names of persons: all their sounds count, and surnames sound as surnames. */
  readonly names: readonly string[];
  /** Names of things: found by Han, by sound and by initials. */
  readonly titles: readonly string[];
  /** Id numbers, phones, codes: by their tail, or whole. */
  readonly numbers: readonly string[];
  /** Room numbers. */
  readonly doors: readonly string[];
  /** Texts that many records share: addresses, categories, tags. Held once. */
  readonly terms: readonly string[];
  /** Found by its words only. */
  readonly text: string;
}

/** 上港小区 27幢 2单元 502 → what is shared, and the door. */
const placeTerms = (buildingAddress: string, unit: string): readonly string[] =>
  unit === '' || unit === ABSENT ? [buildingAddress] : [buildingAddress, unit];

export interface KeySource {
  readonly tagLabel: (code: string) => string;
  readonly placeKindLabel: (code: string) => string;
  /** Of the building, as the address tree says it. */
  readonly buildingAddress: (id: string) => string;
  readonly room: (id: string) => RoomDocument | undefined;
}

/** The fields of a row that its keys are made from, and nothing else (`address` stands for building, unit and door). */
const MADE_FROM: { readonly [K in StockKind]: readonly (keyof RowOf<K>)[] } = {
  person: ['name', 'idNumber', 'phones', 'tags', 'room', 'address'],
  room: ['headName', 'owner', 'building', 'address'],
  enterprise: ['name', 'contact', 'uscc', 'phones', 'address', 'placeKind'],
  component: ['name', 'code', 'category', 'keeper', 'address'],
  ledgerEntry: ['name', 'address', 'values'],
  case: ['number', 'channelNumber', 'category', 'address', 'description'],
  target: ['name', 'address', 'taskTitle'],
};
const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((entry, at) => entry === other[at]));

/** Whether two rows of a record are found by the same. */
export function haveSameKeys(one: RowOf<StockKind>, other: RowOf<StockKind>): boolean {
  const fields: readonly string[] = MADE_FROM[one.kind];
  const [left, right] = [one, other] as unknown as readonly Readonly<Record<string, unknown>>[];
  return one.kind === other.kind && fields.every((field) => isSame(left?.[field], right?.[field]));
}

const NONE: readonly string[] = [];
const only = (texts: readonly string[]): readonly string[] => texts.filter((text) => text !== '');
const plainPhone = (phone: string): string => phone.normalize('NFKC').replaceAll(/\D/g, '');

export function keysOf(row: RowOf<StockKind>, source: KeySource): Keys {
  const none: Keys = { names: NONE, titles: NONE, numbers: NONE, doors: NONE, terms: NONE, text: '' };
  switch (row.kind) {
    case 'person': {
      const room = source.room(row.room);
      return {
        ...none,
        names: [row.name],
        numbers: only([row.idNumber, ...row.phones.map(plainPhone)]),
        doors: room === undefined ? NONE : [room.number],
        terms: only([
          ...(room === undefined ? [row.address] : placeTerms(source.buildingAddress(row.building), room.unit)),
          ...row.tags.map(source.tagLabel),
        ]),
      };
    }
    case 'room':
      return {
        ...none,
        names: only([...new Set([row.headName, row.owner])]),
        doors: [row.number],
        terms: only(placeTerms(source.buildingAddress(row.building), row.unit)),
      };
    case 'enterprise':
      return {
        ...none,
        names: only([row.contact]),
        titles: [row.name],
        numbers: only([row.uscc, ...row.phones.map(plainPhone)]),
        terms: only([row.address, source.placeKindLabel(row.placeKind)]),
      };
    case 'component':
      return { ...none, titles: [row.name], numbers: [row.code], terms: only([row.category, row.keeper, row.address]) };
    case 'ledgerEntry': {
      const values = Object.values(row.values).filter((value) => typeof value === 'string');
      return { ...none, titles: [row.name], terms: only([row.address]), text: values.join('\n') };
    }
    case 'case':
      return {
        ...none,
        numbers: only([row.number, row.channelNumber]),
        terms: only([row.category, row.address]),
        text: row.description,
      };
    case 'target':
      return { ...none, names: [row.name], terms: only([row.address, row.taskTitle]) };
  }
}
