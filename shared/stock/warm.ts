import type { Engine } from './engine.ts';
import type { StockKind } from './rows.ts';

/** What the lists ask first: made before somebody asks. A list that asks for other fields is right all the same, once a little later. */
const FIRST: readonly {
  readonly kind: StockKind;
  /** `-`: the last first. */
  readonly orders: readonly string[];
  readonly fields: readonly string[];
}[] = [
  {
    kind: 'person',
    orders: ['dueOn'],
    fields: [
      'scope',
      'life',
      'tags',
      'age',
      'role',
      'isApart',
      'class',
      'freshness',
      'community',
      'grid',
      'unmetDays',
      'tagDueOn',
    ],
  },
  { kind: 'room', orders: ['address'], fields: ['scope', 'use', 'risk', 'dueOn', 'freshness', 'community', 'grid'] },
  {
    kind: 'enterprise',
    orders: ['licenceUntil'],
    fields: ['scope', 'isNinePlace', 'placeKind', 'operation', 'risk', 'freshness', 'community', 'grid'],
  },
  { kind: 'component', orders: ['dueOn'], fields: ['scope', 'condition', 'category', 'dueOn', 'community', 'grid'] },
  { kind: 'ledgerEntry', orders: [], fields: ['scope', 'ledger', 'month'] },
  {
    kind: 'case',
    orders: ['workOrder', '-changedAt', '-reportedAt', 'category', 'address'],
    fields: [
      'scope',
      'queues',
      'state',
      'due.dueAt',
      'due.warnAt',
      'finding.received.replyBy',
      'mergedInto',
      'community',
      'channel',
      'department',
      'urgent',
      'step',
    ],
  },
];

/** One small piece of work after the other, so that whoever asks meanwhile has his turn between them. */
export const warmingUp = ({ lists, prepareSearch }: Engine): readonly (() => void)[] => [
  ...FIRST.flatMap(({ kind, orders, fields }) => [
    ...fields.map((field) => () => {
      lists.prepareField(kind, field);
    }),
    ...orders.map((by) => () => {
      lists.prepareOrder(kind, by.replace('-', ''), by.startsWith('-'));
    }),
  ]),
  ...prepareSearch,
];
