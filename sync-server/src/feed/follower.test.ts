import { expect, it } from 'vitest';
import type { AppliedChange } from '../index/covering-index.ts';
import type { StoredDocument } from '../store/port.ts';
import { followStore } from './follower.ts';

const MOST = 4;

/** A follower of what is written by hand. */
function aFollower() {
  const written: AppliedChange[] = [];
  const follower = followStore(
    {
      changes: (after, limit) => {
        const changes = written.slice(after, after + limit);
        return Promise.resolve({ changes, last: after + changes.length });
      },
      onChange: () => () => undefined,
    },
    {
      applied: () => 0,
      apply: (changes) => Promise.resolve(changes as readonly AppliedChange[]),
      falls: () => Promise.resolve([]),
    },
    MOST,
  );
  const write = async (id: string, fallen: readonly string[] = []): Promise<StoredDocument> => {
    const seq = written.length + 1;
    const document = { _id: id, _rev: `${String(seq)}-a`, type: 'case', scope: '310115' };
    written.push({ seq, document, fallen });
    await follower.catchUp();
    return document;
  };
  return { follower, write };
}

it('keeps a document as it is now, at its newest step, and of each step what it left', async () => {
  const { follower, write } = aFollower();
  const first = await write('case:1');
  const other = await write('case:2', ['s!case!a']);
  const asked = await follower.read(0, 9);
  await write('case:1', ['s!case!b']);
  const now = await write('case:1');
  expect(asked.steps.map(({ document }) => document)).toEqual([first, other]);
  expect(await follower.read(0, 9)).toEqual({
    steps: [
      { seq: 1, id: 'case:1', document: null, fallen: [] },
      { seq: 2, id: 'case:2', document: other, fallen: ['s!case!a'] },
      { seq: 3, id: 'case:1', document: null, fallen: ['s!case!b'] },
      { seq: 4, id: 'case:1', document: now, fallen: [] },
    ],
    reached: 4,
  });
});

it('finds the newest step of a document also after the steps before it were forgotten', async () => {
  const { follower, write } = aFollower();
  await write('case:1');
  for (let nth = 2; nth <= 2 * MOST; nth += 1) await write(`case:${String(nth)}`);
  const again = await write('case:1');
  const last = await write(`case:${String(2 * MOST)}`);
  const { steps, reached } = await follower.read(MOST, 9);
  expect(reached).toBe(2 * MOST + 2);
  expect(steps.map(({ document }) => document?._rev ?? null)).toEqual([
    '5-a',
    '6-a',
    '7-a',
    null,
    again._rev,
    last._rev,
  ]);
});
