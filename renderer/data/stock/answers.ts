import type { Engine } from '../../../shared/stock/engine.ts';
import { STOCK_KINDS } from '../../../shared/stock/stock.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import type { Question } from './protocol.ts';

/** The answer to a question as of now. */
export function answerTo(engine: Engine, question: Question): unknown {
  switch (question.ask) {
    case 'list':
      return engine.lists.list(question.asked);
    case 'ids':
      return engine.lists.ids(question.query);
    case 'row':
      return engine.row(question.kind, question.id);
    case 'rows':
      return question.ids.flatMap((id) => engine.row(question.kind, id) ?? []);
    case 'find':
      return engine.find(question.typed, { kinds: question.kinds, perGroup: question.perGroup });
    case 'building':
      return engine.building(question.id);
    case 'buildings':
      return engine.buildings();
    case 'points':
      return engine.points(question.query, question.toneBy);
    case 'issues':
      return engine.issues();
    case 'issuesOf':
      return engine.issuesOf(question.rule, question.from, question.count);
    case 'issuesAt':
      return engine.issuesAt(question.subject);
  }
}

/** Asks for numbers alone: whoever waits for rows has his turn before. */
export const onlyCounts = (question: Question): boolean => question.ask === 'list' && question.asked.count === 0;

/** Which kinds of rows an answer is made from: it is not asked anew while they stand still. */
function kindsOf(question: Question): readonly StockKind[] {
  switch (question.ask) {
    case 'list':
      return [question.asked.query.kind];
    case 'ids':
      return [question.query.kind];
    case 'row':
    case 'rows':
      return [question.kind];
    case 'points':
      return [question.query.kind, 'room'];
    case 'building':
    case 'buildings':
      return ['room'];
    case 'issues':
    case 'issuesAt':
      return [];
    case 'issuesOf':
    case 'find':
      return STOCK_KINDS;
  }
}

/** Changes whenever an answer may have. */
export const versionFor = (engine: Engine, question: Question): string =>
  [
    ...(question.ask.startsWith('issues') ? [engine.issuesVersion()] : []),
    ...kindsOf(question).map((kind) => engine.stock.tables[kind].version()),
  ].join(' ');

/** Whether two answers say the same, as far as that is quickly told; rows that did not change are the same objects. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  return one.length === other.length && one.every((entry, at) => entry === other[at]);
}
