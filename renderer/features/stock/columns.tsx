import type { ReactNode } from 'react';
import { LICENCE_SOON_DAYS } from '../../../shared/rules/licence-ends-soon.ts';
import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { OCCUPANCY_ROLE_NAMES, PERSON_CLASS_NAMES } from '../../../shared/domain/person.ts';
import { ROOM_USE_NAMES } from '../../../shared/domain/room.ts';
import type { RowOf, StockRow } from '../../../shared/stock/rows.ts';
import { Chip } from '../../ui/chip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DueMark, MaskedNumber, RiskMark, TagChips, VerifiedOn } from './cells.tsx';
import { ageOn } from '../../../shared/lib/calendar-day.ts';
import type { ListedKind, ListKind } from './list-kinds.ts';
import { LIFE_WORDS, OPERATION_WORDS, SEX_WORDS, type StockWords } from './stock-words.ts';

export interface CellContext {
  readonly words: StockWords;
  readonly today: string;
  readonly isWide: boolean;
  /** Subjects with a write that waits or came back. */
  readonly waiting: ReadonlySet<string>;
  /** Two people changed the same field, and nobody has decided yet. */
  readonly disputed: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Covered outside one's own duty. */
  readonly nameOf: (row: StockRow) => string;
  readonly onOpen: (row: StockRow) => void;
}

export interface StockColumn<Row extends StockRow = StockRow> {
  readonly key: string;
  readonly label: string;
  readonly width: string;
  readonly sortBy?: string;
  readonly isNumber?: boolean;
  /** Shown without being asked for: always, on wide windows, or not. */
  readonly usual: 'always' | 'wide' | 'no';
  readonly cell: (row: Row, context: CellContext) => ReactNode;
  /** Full text where the cell may be cut. */
  readonly title?: (row: Row, context: CellContext) => string;
}

const column = <K extends ListedKind>(
  _kind: K,
  key: string,
  label: string,
  width: string,
  cell: StockColumn<RowOf<K>>['cell'],
  rest: Partial<Omit<StockColumn<RowOf<K>>, 'key' | 'label' | 'width' | 'cell'>> = {},
): StockColumn<RowOf<K>> => ({ key, label, width, cell, usual: 'always', ...rest });

const grid = (scope: string): string => (scope.length === 15 ? scope.slice(-2) : '');

/** Opens on a click as well; the keyboard has Enter. */
const nameCell = (row: StockRow, { nameOf, onOpen }: CellContext): ReactNode => (
  <button
    type="button"
    className="ui-link stock-name"
    tabIndex={-1}
    onClick={() => {
      onOpen(row);
    }}
  >
    {nameOf(row)}
  </button>
);
const verified = (row: StockRow, { today }: CellContext): ReactNode => (
  <VerifiedOn day={row.verifiedOn} today={today} />
);
/** Exceptions only: what waits, what came back, what is disputed. */
const marks = (row: StockRow, { waiting, refused, disputed }: CellContext): ReactNode => {
  if (refused.has(row.id)) return <StateMark kind="refused" />;
  if (disputed.has(row.id)) return <StateMark kind="conflict" />;
  if (waiting.has(row.id)) return <StateMark kind="waiting" />;
  return row.openObjections > 0 ? <StateMark kind="disputed" words="有异议" /> : null;
};
const area = (row: StockRow, { words }: CellContext): ReactNode => words.areas.nameOf(row.scope);

const PERSON: readonly StockColumn<RowOf<'person'>>[] = [
  column('person', 'name', '姓名', '76px', nameCell, { sortBy: 'name' }),
  column(
    'person',
    'sexAge',
    '性别 年龄',
    '68px',
    (row, { today }) => (
      <>
        {SEX_WORDS[row.sex] ?? ''} {row.birth === '' ? '' : ageOn(row.birth, today)}
      </>
    ),
    { sortBy: 'age' },
  ),
  column('person', 'idNumber', '身份号', '158px', (row) => <MaskedNumber of={row.idNumber} kind="id" />, {
    sortBy: 'idNumber',
  }),
  column('person', 'phones', '手机', '98px', (row) => <MaskedNumber of={row.phones[0] ?? ''} kind="phone" />),
  column('person', 'address', '现住', 'minmax(180px, 0.3fr)', (row) => row.address, {
    sortBy: 'address',
    title: (row) => row.address,
  }),
  column('person', 'grid', '网格', '48px', (row) => grid(row.scope), { sortBy: 'grid' }),
  column('person', 'area', '社区网格', '96px', area, { sortBy: 'scope', usual: 'no' }),
  column(
    'person',
    'tags',
    '标签',
    'minmax(190px, 1fr)',
    (row, { words, isWide }) => (
      <TagChips tags={row.tags} stale={row.staleTags} word={words.tag} most={isWide ? 4 : 2} />
    ),
    { title: (row, { words }) => row.tags.map(words.tag).join('、') },
  ),
  column('person', 'dueOn', '下次走访', '92px', (row, { today }) => <DueMark dueOn={row.dueOn} today={today} />, {
    sortBy: 'dueOn',
  }),
  column('person', 'verifiedOn', '资料核实', '108px', verified, { sortBy: 'verifiedOn', usual: 'wide' }),
  column('person', 'marks', '送达', '76px', marks, { usual: 'wide' }),
  column('person', 'class', '人员类别', '76px', (row) => PERSON_CLASS_NAMES[row.class], {
    sortBy: 'class',
    usual: 'no',
  }),
  column('person', 'role', '居住', '76px', (row) => (row.role === '' ? '' : OCCUPANCY_ROLE_NAMES[row.role]), {
    sortBy: 'role',
    usual: 'no',
  }),
  column('person', 'isApart', '人户分离', '76px', (row) => (row.isApart ? '人户分离' : ''), { usual: 'no' }),
  column('person', 'metOn', '上次见面', '92px', (row) => row.metOn, { sortBy: 'metOn', usual: 'no' }),
  column('person', 'tagDueOn', '标签到期', '92px', (row, { today }) => <DueMark dueOn={row.tagDueOn} today={today} />, {
    sortBy: 'tagDueOn',
    usual: 'no',
  }),
  column('person', 'life', '状态', '64px', (row) => LIFE_WORDS[row.life], { usual: 'no' }),
];

const ROOM: readonly StockColumn<RowOf<'room'>>[] = [
  column('room', 'address', '户室', 'minmax(180px, 1fr)', nameCell, {
    sortBy: 'address',
    title: (row) => row.address,
  }),
  column('room', 'use', '用途', '84px', (row) => ROOM_USE_NAMES[row.use], { sortBy: 'use' }),
  column('room', 'headName', '户主', '76px', (row) => row.headName, { sortBy: 'headName' }),
  column('room', 'people', '在住', '52px', (row) => (row.people === 0 ? '' : row.people), {
    sortBy: 'people',
    isNumber: true,
  }),
  column('room', 'tenants', '承租', '52px', (row) => (row.tenants === 0 ? '' : row.tenants), {
    sortBy: 'tenants',
    isNumber: true,
  }),
  column('room', 'risk', '风险', 'minmax(160px, 2fr)', (row) => <RiskMark level={row.risk} words={row.riskWords} />, {
    title: (row) => row.riskWords,
  }),
  column('room', 'grid', '网格', '48px', (row) => grid(row.scope), { sortBy: 'grid' }),
  column('room', 'area', '社区网格', '96px', area, { sortBy: 'scope', usual: 'no' }),
  column('room', 'dueOn', '下次检查', '92px', (row, { today }) => <DueMark dueOn={row.dueOn} today={today} />, {
    sortBy: 'dueOn',
  }),
  column('room', 'verifiedOn', '资料核实', '108px', verified, { sortBy: 'verifiedOn', usual: 'wide' }),
  column('room', 'marks', '送达', '76px', marks, { usual: 'wide' }),
  column('room', 'apart', '户在人不在', '84px', (row) => (row.apart === 0 ? '' : row.apart), {
    sortBy: 'apart',
    isNumber: true,
    usual: 'no',
  }),
  column('room', 'areaM2', '面积（㎡）', '80px', (row) => (row.areaM2 === 0 ? '' : row.areaM2), {
    sortBy: 'areaM2',
    isNumber: true,
    usual: 'no',
  }),
  column('room', 'owner', '产权人', '84px', (row) => row.owner, { sortBy: 'owner', usual: 'no' }),
];

const ENTERPRISE: readonly StockColumn<RowOf<'enterprise'>>[] = [
  column('enterprise', 'name', '名称', 'minmax(150px, 1fr)', nameCell, { sortBy: 'name', title: (row) => row.name }),
  column(
    'enterprise',
    'placeKind',
    '类别',
    'minmax(122px, 0.9fr)',
    (row, { words }) => (
      <>
        {words.placeKind(row.placeKind)} {row.isNinePlace && <Chip>九小</Chip>}
      </>
    ),
    { sortBy: 'placeKind', title: (row, { words }) => words.placeKind(row.placeKind) },
  ),
  column('enterprise', 'address', '地址', 'minmax(150px, 1fr)', (row) => row.address, {
    sortBy: 'address',
    title: (row) => row.address,
  }),
  column('enterprise', 'contact', '联系人', '76px', (row) => row.contact),
  column('enterprise', 'phones', '电话', '110px', (row) => <MaskedNumber of={row.phones[0] ?? ''} kind="phone" />),
  column('enterprise', 'operation', '经营', '60px', (row) => OPERATION_WORDS[row.operation], { sortBy: 'operation' }),
  column('enterprise', 'risk', '风险', '64px', (row) => <RiskMark level={row.risk} words="" />, {
    title: (row) => row.riskWords,
  }),
  column(
    'enterprise',
    'licenceUntil',
    '许可到期',
    '96px',
    (row, { today }) => <DueMark dueOn={row.licenceUntil} today={today} nearDays={LICENCE_SOON_DAYS} />,
    {
      sortBy: 'licenceUntil',
      title: (row) => row.licence,
    },
  ),
  column('enterprise', 'dueOn', '下次检查', '92px', (row, { today }) => <DueMark dueOn={row.dueOn} today={today} />, {
    sortBy: 'dueOn',
    usual: 'wide',
  }),
  column('enterprise', 'grid', '网格', '48px', (row) => grid(row.scope), { sortBy: 'grid', usual: 'wide' }),
  column('enterprise', 'area', '社区网格', '96px', area, { sortBy: 'scope', usual: 'no' }),
  column('enterprise', 'verifiedOn', '资料核实', '108px', verified, { sortBy: 'verifiedOn', usual: 'wide' }),
  column('enterprise', 'marks', '送达', '76px', marks, { usual: 'wide' }),
  column('enterprise', 'licence', '先到期的许可', '120px', (row) => row.licence, { sortBy: 'licence', usual: 'no' }),
  column('enterprise', 'uscc', '统一社会信用代码', '160px', (row) => <span className="ui-code">{row.uscc}</span>, {
    sortBy: 'uscc',
    usual: 'no',
  }),
  column('enterprise', 'employees', '从业人数', '76px', (row) => (row.employees === 0 ? '' : row.employees), {
    sortBy: 'employees',
    isNumber: true,
    usual: 'no',
  }),
];

const COMPONENT: readonly StockColumn<RowOf<'component'>>[] = [
  column('component', 'name', '名称', 'minmax(110px, 0.7fr)', nameCell, { sortBy: 'name', title: (row) => row.name }),
  column('component', 'code', '标识码', '154px', (row) => <span className="ui-code">{row.code}</span>, {
    sortBy: 'code',
  }),
  column('component', 'condition', '状态', '72px', (row) => CONDITION_NAMES[row.condition], { sortBy: 'condition' }),
  column('component', 'keeper', '养护单位', 'minmax(110px, 0.8fr)', (row) => row.keeper, {
    sortBy: 'keeper',
    title: (row) => row.keeper,
  }),
  column('component', 'address', '位置', 'minmax(130px, 1fr)', (row) => row.address, {
    sortBy: 'address',
    title: (row) => row.address,
  }),
  column('component', 'grid', '网格', '48px', (row) => grid(row.scope), { sortBy: 'grid' }),
  column('component', 'area', '社区网格', '96px', area, { sortBy: 'scope', usual: 'no' }),
  column('component', 'dueOn', '下次检查', '92px', (row, { today }) => <DueMark dueOn={row.dueOn} today={today} />, {
    sortBy: 'dueOn',
  }),
  column('component', 'verifiedOn', '资料核实', '108px', verified, { sortBy: 'verifiedOn', usual: 'wide' }),
  column('component', 'marks', '送达', '76px', marks, { usual: 'wide' }),
];

const plainValue = (value: unknown, isYear: boolean): string => {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return isYear ? String(value) : value.toLocaleString('zh-CN');
  return typeof value === 'string' ? value : '';
};

function ledgerColumns({ ledger }: ListKind): readonly StockColumn<RowOf<'ledgerEntry'>>[] {
  if (ledger === undefined) return [];
  const fields = ledger.fields
    .filter(({ key, inList }) => inList === true && key !== ledger.titleField)
    .map((field) =>
      column(
        'ledgerEntry',
        `values.${field.key}`,
        field.unit === undefined ? field.label : `${field.label}（${field.unit}）`,
        'minmax(84px, 1fr)',
        (row) => plainValue(row.values[field.key], field.kind === 'year'),
        {
          sortBy: `values.${field.key}`,
          isNumber: field.kind === 'number' || field.kind === 'money',
          title: (row) => plainValue(row.values[field.key], field.kind === 'year'),
        },
      ),
    );
  return [
    column('ledgerEntry', 'name', '名称', 'minmax(140px, 1.4fr)', nameCell, {
      sortBy: 'name',
      title: (row) => row.name,
    }),
    ...(ledger.byMonth
      ? [column('ledgerEntry', 'month', '月份', '76px', (row) => row.month, { sortBy: 'month' })]
      : []),
    ...fields,
    ...(ledger.onMap
      ? [
          column('ledgerEntry', 'address', '位置', 'minmax(110px, 1fr)', (row) => row.address, {
            sortBy: 'address',
            title: (row) => row.address,
          }),
        ]
      : []),
    column('ledgerEntry', 'verifiedOn', '资料核实', '108px', verified, { sortBy: 'verifiedOn', usual: 'wide' }),
    column('ledgerEntry', 'marks', '送达', '76px', marks, { usual: 'wide' }),
  ];
}

/** A table's columns are only ever given rows of its own kind: the list's query names that kind. */
const ofAny = <Row extends StockRow>(columns: readonly StockColumn<Row>[]): readonly StockColumn[] =>
  columns as unknown as readonly StockColumn[];

export function columnsOf(list: ListKind): readonly StockColumn[] {
  switch (list.kind) {
    case 'person':
      return ofAny(PERSON);
    case 'room':
      return ofAny(ROOM);
    case 'enterprise':
      return ofAny(ENTERPRISE);
    case 'component':
      return ofAny(COMPONENT);
    case 'ledgerEntry':
      return ofAny(ledgerColumns(list));
  }
}

/** The columns shown: those chosen, in their order, else the usual ones. The first stays always. */
export function shownColumns(
  all: readonly StockColumn[],
  chosen: readonly string[] | undefined,
  { isWide, hasCommunities }: { readonly isWide: boolean; readonly hasCommunities: boolean },
): readonly StockColumn[] {
  if (chosen === undefined) {
    // Two digits of a grid tell something within one community only.
    const usualOf = ({ key, usual }: StockColumn): StockColumn['usual'] =>
      hasCommunities && key === 'grid' ? 'no' : hasCommunities && key === 'area' ? 'always' : usual;
    return all.filter((each) => usualOf(each) === 'always' || (usualOf(each) === 'wide' && isWide));
  }
  return all.filter(({ key }, at) => at === 0 || chosen.includes(key));
}

/** The row in words, for the reader. Numbers stay covered. */
export function rowWords(row: StockRow, { nameOf, today, words }: CellContext): string {
  const name = nameOf(row);
  switch (row.kind) {
    case 'person': {
      const age = row.birth === '' ? undefined : ageOn(row.birth, today);
      return [
        name,
        SEX_WORDS[row.sex] ?? '',
        age === undefined ? '' : `${String(age)} 岁`,
        row.address,
        ...row.tags.map(words.tag),
      ]
        .filter((part) => part !== '')
        .join('，');
    }
    case 'room':
      return [name, ROOM_USE_NAMES[row.use], row.people > 0 ? `${String(row.people)} 人` : '', row.riskWords]
        .filter((part) => part !== '')
        .join('，');
    case 'enterprise':
      return [name, words.placeKind(row.placeKind), row.address].filter((part) => part !== '').join('，');
    case 'component':
      return [name, CONDITION_NAMES[row.condition], row.address].filter((part) => part !== '').join('，');
    case 'ledgerEntry':
    case 'case':
    case 'target':
      return name;
  }
}
