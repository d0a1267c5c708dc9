import { expect, it } from 'vitest';
import type { AppliedChange } from '../index/covering-index.ts';
import type { StoredDocument } from '../store/port.ts';
import { followStore } from './follower.ts';

const MOST = 4;
const LENGTH = 10;
const MOST_TEXT = 2 * LENGTH;

/** A follower of what is written by hand. */
function aFollower(mostText?: number) {
  const written: AppliedChange[] = [];
  let reads = 0;
  const follower = followStore(
    {
      changes: (after, limit) => {
        reads += 1;
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
    mostText,
  );
  const write = async (id: string, fallen: readonly string[] = []): Promise<StoredDocument> => {
    const seq = written.length + 1;
    const document = { _id: id, _rev: `${String(seq)}-a`, type: 'case', scope: '310115' };
    written.push({ seq, document, fallen, length: LENGTH });
    await follower.catchUp();
    return document;
  };
  return { follower, write, reads: () => reads };
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

it('keeps fewer where they are large, and reads the others from the store', async () => {
  const { follower, write, reads } = aFollower(MOST_TEXT);
  for (let nth = 1; nth <= 4; nth += 1) await write(`case:${String(nth)}`);
  /** What comes after a sequence, and how often the store was read for it. */
  const after = async (seq: number) => {
    const before = reads();
    const { steps } = await follower.read(seq, 9);
    return [steps.map((step) => step.seq), reads() - before];
  };
  expect(await after(0)).toEqual([[1, 2, 3, 4], 0]);
  // What a document was before takes no room any longer.
  await write('case:4');
  expect(await after(0)).toEqual([[1, 2, 3, 4, 5], 0]);
  await write('case:5');
  expect(await after(3)).toEqual([[4, 5, 6], 0]);
  expect(await after(2)).toEqual([[3, 4, 5, 6], 1]);
});
