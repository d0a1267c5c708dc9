import type { Condition, ListQuery } from '../../../shared/stock/query.ts';
import type { LedgerKind } from '../../data/api.ts';

/** Kinds of records that have a list here. */
export const LISTED_KINDS = ['person', 'room', 'enterprise', 'component', 'ledgerEntry'] as const;
export type ListedKind = (typeof LISTED_KINDS)[number];

/** One list of the page: a kind of record, or one special ledger. */
export interface ListKind {
  /** As the address has it: the kind, or the key of the ledger. */
  readonly key: string;
  readonly kind: ListedKind;
  readonly label: string;
  /** 人, 户室, … */
  readonly unit: string;
  readonly openWords: string;
  /** What the text field finds by. */
  readonly findBy: string;
  readonly ledger: LedgerKind | undefined;
  /** Conditions that make the list what it is; they are no filter and stand in no chip. */
  readonly always: readonly Condition[];
}

const plain = (kind: ListedKind, label: string, unit: string, openWords: string, findBy: string): ListKind => ({
  key: kind,
  kind,
  label,
  unit,
  openWords,
  findBy,
  ledger: undefined,
  always: [],
});

const PERSON = plain('person', '居民', '人', '打开档案', '姓名、拼音、后四位、地址');
const ROOM = plain('room', '房屋', '户室', '打开楼栋图', '地址、户主、产权人');
const ENTERPRISE = plain('enterprise', '单位', '家', '打开', '名称、拼音、代码、地址');
const COMPONENT = plain('component', '部件', '件', '打开', '名称、标识码、位置');

/** The lists a person may see. Who sees no residents has neither 居民 nor 房屋. */
export function listKinds(ledgers: readonly LedgerKind[], seesPeople: boolean): readonly ListKind[] {
  return [
    ...(seesPeople ? [PERSON, ROOM] : []),
    ENTERPRISE,
    COMPONENT,
    ...ledgers.map((ledger): ListKind => ({
      key: ledger.key,
      kind: 'ledgerEntry',
      label: ledger.name,
      unit: '条',
      openWords: '打开',
      findBy: '名称、位置、内容',
      ledger,
      always: [{ field: 'ledger', op: 'in', values: [ledger.key] }],
    })),
  ];
}

export interface Filtered {
  readonly where: readonly Condition[];
  readonly text: string;
  /** As somebody asked for by a press on a head; `undefined`: nobody did. */
  readonly sort: { readonly by: string; readonly down: boolean } | undefined;
}

const USUAL_SORT: Readonly<Record<ListedKind, NonNullable<Filtered['sort']>>> = {
  person: { by: 'dueOn', down: false },
  room: { by: 'address', down: false },
  enterprise: { by: 'licenceUntil', down: false },
  component: { by: 'dueOn', down: false },
  ledgerEntry: { by: 'name', down: false },
};

/** A ledger kept by month begins with the newest one. */
const usualSort = ({ kind, ledger }: ListKind): NonNullable<Filtered['sort']> =>
  ledger?.byMonth === true ? { by: 'month', down: true } : USUAL_SORT[kind];

/** The order in which a list stands: the one asked for; without it the usual one. What answers a text stands best first, which no head shows. */
export const orderOf = (list: ListKind, { text, sort }: Pick<Filtered, 'text' | 'sort'>): Filtered['sort'] =>
  sort ?? (text.trim() === '' ? usualSort(list) : undefined);

/** The question itself. */
export function queryFor(list: ListKind, { where, text, sort }: Filtered): ListQuery {
  const all = [...list.always, ...where];
  const asked = text.trim();
  const order = orderOf(list, { text, sort });
  return {
    kind: list.kind,
    ...(all.length === 0 ? {} : { where: all }),
    ...(asked === '' ? {} : { text: asked }),
    ...(order === undefined ? {} : { sort: order }),
  };
}

/** What a list begins with. */
export const USUAL_FILTER: Filtered = { where: [], text: '', sort: undefined };
