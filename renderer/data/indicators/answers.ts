import type { Book } from '../../../shared/cases/indicators/book.ts';
import { unreachable } from '../../../shared/lib/assert.ts';
import type { Group, GroupsAsked, PartList, Sums } from './api.ts';
import type { Question } from './protocol.ts';

/** Groups of all cohorts together: one that was there a year ago and is not now is shown with nothing. */
function groupsOf(book: Book, { indicator, by, cohorts, nowMs }: GroupsAsked): readonly Group[] {
  const each = cohorts.map((cohort) => book.groups(indicator, by, cohort, nowMs));
  const values = [...new Set(each.flatMap((groups) => [...groups.keys()]))].sort();
  const none = { numerator: 0, denominator: 0, excluded: {}, totalMs: 0 };
  return values.map((value) => ({ value, sums: each.map((groups) => groups.get(value) ?? none) }));
}

/** The answer to a question as of now. */
export function answerTo(book: Book, question: Question): unknown {
  switch (question.ask) {
    case 'sums': {
      const { cohorts, nowMs } = question.asked;
      return cohorts.map((cohort): Sums => book.sums(cohort, nowMs));
    }
    case 'groups':
      return groupsOf(book, question.asked);
    case 'list': {
      const { asked } = question;
      const { from, count } = asked;
      const all = book.list(asked, asked.cohort, asked.nowMs);
      return { total: all.length, from, rows: all.slice(from, from + count) } satisfies PartList;
    }
    case 'whole':
      return book.list(question.asked, question.asked.cohort, question.asked.nowMs);
    default:
      return unreachable(question, 'answerTo');
  }
}
