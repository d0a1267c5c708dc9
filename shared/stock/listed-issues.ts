import { buildingAddress } from '../address/room-address.ts';
import type { Issue } from '../rules/issue.ts';
import type { IssueBoard } from './issue-board.ts';
import { addressOf } from './projection.ts';
import type { RowTable } from './row-table.ts';
import type { StockKind } from './rows.ts';
import { STOCK_KINDS, type Stock } from './stock.ts';

/** One issue of the work list, with enough of its subject to name it. */
export interface ListedIssue extends Issue {
  readonly subjectKind: StockKind | 'household' | 'occupancy' | 'building' | 'task';
  readonly subjectName: string;
  readonly address: string;
  readonly scope: string;
}

type Named = Pick<ListedIssue, 'subjectKind' | 'subjectName' | 'address' | 'scope'>;

function roomAddressOf({ facts }: Stock, id: string | undefined): string {
  const room = id === undefined ? undefined : facts.get('room', id);
  return room === undefined ? '' : addressOf(facts, room);
}

function named(stock: Stock, subject: string): Named | undefined {
  const { facts, tables } = stock;
  for (const kind of STOCK_KINDS) {
    const row = (tables[kind] as RowTable).get(subject);
    if (row === undefined) continue;
    return {
      subjectKind: kind,
      subjectName: row.name,
      address: row.address,
      scope: row.scope,
    };
  }
  const fact = facts.any(subject);
  switch (fact?.type) {
    case 'household': {
      const head = fact.head === undefined ? undefined : facts.get('person', fact.head);
      const subjectName = head === undefined ? '没有户主的一户' : `${head.name}户`;
      return {
        subjectKind: 'household',
        subjectName,
        address: roomAddressOf(stock, fact.room),
        scope: fact.scope,
      };
    }
    case 'occupancy': {
      const address = roomAddressOf(stock, fact.room);
      return { subjectKind: 'occupancy', subjectName: fact.personName, address, scope: fact.scope };
    }
    case 'building':
      return {
        subjectKind: 'building',
        subjectName: fact.name,
        address: buildingAddress(fact),
        scope: fact.scope,
      };
    case 'task':
      return { subjectKind: 'task', subjectName: fact.title, address: '', scope: fact.scope };
    default:
      return undefined;
  }
}

/** All issues of a rule, door by door, so that one walk mends many. */
export function listedIssues(stock: Stock, board: IssueBoard, rule: string): readonly ListedIssue[] {
  const found: ListedIssue[] = [];
  for (const subject of board.subjectsOf(rule)) {
    const who = named(stock, subject);
    if (who === undefined) continue;
    for (const issue of board.at(subject)) if (issue.rule === rule) found.push({ ...issue, ...who });
  }
  const byNumber = new Intl.Collator('zh-CN', { numeric: true });
  const key = ({ scope, address }: ListedIssue): string => `${scope} ${address}`;
  return found.sort((a, b) => byNumber.compare(key(a), key(b)) || (a.id < b.id ? -1 : 1));
}
