import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { shelfOf } from '../../../shared/cases/shelf.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { anEntry, aReportedCase, aUser, START_MS } from '../../../shared/testing/builders.ts';
import type { CoveringIndex } from '../index/covering-index.ts';
import { judgeRecords } from './judge-record.ts';
import type { Submission } from './judgement.ts';

const worker = aUser('gridWorker');
const judge = judgeRecords({} as CoveringIndex);

/** A push of cases with so many entries each, and how many turns others had before it was judged. */
async function turnsWhileJudging(cases: number, entries: number): Promise<number> {
  const submissions = Array.from({ length: cases }, (): Submission => {
    const { _id, ...rest } = withNotes(aReportedCase(worker), entries - 1);
    return {
      pushed: {
        id: _id,
        rev: undefined,
        revisions: undefined,
        deleted: false,
        attachments: undefined,
        content: { _id, ...rest },
      },
      stored: null,
    };
  });
  const seen = { isJudged: false, turns: -1 };
  const judging = judge(submissions, {
    user: worker,
    nowMs: START_MS + 86_400_000,
    newEdits: true,
    shelf: shelfOf([]),
  }).then((judgements) => {
    seen.isJudged = true;
    return judgements.map(({ kind }) => kind);
  });
  while (!seen.isJudged) {
    await turn();
    seen.turns += 1;
  }
  expect(await judging).toEqual(submissions.map(() => 'write'));
  return seen.turns;
}

function withNotes(document: CaseDocument, count: number): CaseDocument {
  const log = [...document.log];
  for (let nth = 0; nth < count; nth += 1) log.push(anEntry(worker, 'note', { text: '又看' }, log.at(-1) ?? null));
  return { ...document, log };
}

it('lets others have their turn between cases of a push that has much in it, and only then', async () => {
  expect(await turnsWhileJudging(5, 3)).toBe(0);
  expect(await turnsWhileJudging(6, 60)).toBeGreaterThanOrEqual(1);
});
