import type { RecordOf } from '../domain/record-of.ts';
import { defineRule, type Finding } from './define-rule.ts';

type Dated =
  | RecordOf['person']
  | RecordOf['occupancy']
  | RecordOf['enterprise']
  | RecordOf['component']
  | RecordOf['careFile']
  | RecordOf['task'];

interface Pair {
  readonly field: string;
  readonly detail: string;
  readonly first: readonly [name: string, day: string | undefined];
  readonly last: readonly [name: string, day: string | undefined];
}

const pair = (field: string, first: Pair['first'], last: Pair['last'], detail = field): Pair => ({
  field,
  detail,
  first,
  last,
});

/** Which day must not be later than which. */
function pairsOf(record: Dated): readonly Pair[] {
  switch (record.type) {
    case 'person': {
      const { birth, diedOn, leftOn, floating, overseas } = record;
      return [
        pair('diedOn', ['出生', birth], ['死亡日期', diedOn]),
        pair('leftOn', ['出生', birth], ['迁出日期', leftOn]),
        pair('floating.permitUntil', ['登记日期', floating?.registeredOn], ['证件到期', floating?.permitUntil]),
        pair('overseas.leavesOn', ['抵达日期', overseas?.arrivedOn], ['预计离开', overseas?.leavesOn]),
        ...(record.tags ?? []).map(({ code, since, until }) =>
          pair('tags', ['标签起始', since], ['标签止期', until], `tags-${code}`),
        ),
      ];
    }
    case 'occupancy':
      return [pair('until', ['入住', record.since], ['搬离', record.until])];
    case 'enterprise':
      return (record.licences ?? []).map(({ id, kind, from, until }) =>
        pair('licences', [`${kind}起始`, from], ['止期', until], `licences-${id}`),
      );
    case 'component':
      return [pair('changedOn', ['初始日期', record.firstOn], ['变更日期', record.changedOn])];
    case 'careFile':
      return [pair('until', ['起始', record.since], ['结束', record.until])];
    case 'task':
      return [pair('dueOn', ['开始', record.startsOn], ['截止', record.dueOn])];
  }
}

/** Days that cannot have come yet. */
const past = (record: Dated): readonly (readonly [field: string, name: string, day: string | undefined])[] =>
  record.type === 'person'
    ? [
        ['diedOn', '死亡日期', record.diedOn],
        ['leftOn', '迁出日期', record.leftOn],
      ]
    : record.type === 'component'
      ? [['firstOn', '初始日期', record.firstOn]]
      : [];

export const datesOutOfOrder = defineRule({
  name: 'dates-out-of-order',
  title: '日期先后不对',
  of: ['person', 'occupancy', 'enterprise', 'component', 'careFile', 'task'],
  needsWorld: false,
  find: (record, { today }) => [
    ...pairsOf(record).flatMap(({ field, detail, first, last }): readonly Finding[] =>
      first[1] !== undefined && last[1] !== undefined && first[1] > last[1]
        ? [
            {
              severity: 'error',
              field,
              detail,
              words: `${last[0]} ${last[1]} 早于${first[0]} ${first[1]}，请核对两个日期。`,
            },
          ]
        : [],
    ),
    ...past(record).flatMap(([field, name, day]): readonly Finding[] =>
      day !== undefined && day > today
        ? [{ severity: 'error', field, detail: `${field}-ahead`, words: `${name} ${day} 还没有到，请核对。` }]
        : [],
    ),
  ],
});
