import { expect, it } from 'vitest';
import { CURRENT_FORM } from '../../../shared/migrations/forms.ts';
import { anId, GRID } from '../../../shared/testing/builders.ts';
import { anchoredClock } from '../clock.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { bulkPush } from './bulk-push.ts';
import { serverLink } from './server-link.ts';

const clock = anchoredClock({ wallMs: () => Date.now(), steadyMs: () => performance.now() }, null);
const aDocument = () => ({ _id: anId('person'), type: 'person', scope: GRID, schema: CURRENT_FORM });
const { signal } = new AbortController();

/** Three documents; of a request with one of those at these places the server says this, whatever else is in it. */
function threeOfWhichSomeAreBad(places: readonly number[], answerTo: (ids: readonly string[]) => Response) {
  const documents = [aDocument(), aDocument(), aDocument()];
  const bad: ReadonlySet<string> = new Set(places.map((place) => documents[place]?._id ?? ''));
  const sent: number[] = [];
  const link = serverLink(
    'http://double',
    (_input, init) => {
      const { docs } = JSON.parse(init.body as string) as { readonly docs: readonly LocalDocument[] };
      sent.push(docs.length);
      if (docs.some(({ _id }) => bad.has(_id))) return Promise.resolve(answerTo(docs.map(({ _id }) => _id)));
      const rows = docs.map((document) => ({
        id: document._id,
        ok: true,
        rev: '1-a',
        document: { ...document, _rev: '1-a' },
      }));
      return Promise.resolve(Response.json(rows, { status: 201 }));
    },
    clock,
  );
  const heard: string[] = [];
  const { answersTo } = bulkPush(link, ({ _id }, { kind }) => {
    heard.push(`${bad.has(_id) ? 'bad' : 'good'} ${kind}`);
    return Promise.resolve();
  });
  const push = async (): Promise<readonly string[]> =>
    (await answersTo(documents, signal)).map((answer) =>
      answer.kind === 'refused' ? answer.refusal.code : answer.kind,
    );
  return { push, sent, heard };
}
const threeOfWhichOneIsBad = (answerTo: (ids: readonly string[]) => Response) => threeOfWhichSomeAreBad([1], answerTo);
const saying = (status: number) => (): Response => Response.json({ error: 'no', reason: 'no' }, { status });

it.each([
  [413, 'too-large'],
  [400, 'shape'],
])(
  'a request that is refused as a whole (%i) is sent again one by one: only the document at fault comes back',
  async (status, code) => {
    const { push, sent, heard } = threeOfWhichOneIsBad(saying(status));
    expect(await push()).toEqual(['held', code, 'held']);
    expect(sent).toEqual([3, 1, 1, 1]);
    // Receipts are written before the answer is given on.
    expect(heard).toEqual(['good held', 'good held']);
  },
);

it('a document that the server cannot read comes back, those beside it are held', async () => {
  const { push, sent } = threeOfWhichOneIsBad((ids) =>
    Response.json(
      ids.map((id, nth) =>
        nth === 1
          ? { id, error: 'doc_validation', reason: 'no' }
          : { id, ok: true, rev: '1-a', document: { ...aDocument(), _id: id, _rev: '1-a' } },
      ),
      { status: 201 },
    ),
  );
  expect(await push()).toEqual(['held', 'doc_validation', 'held']);
  expect(sent).toEqual([3]);
});

it('a fault of the server is no answer, until it has met this document three times', async () => {
  const { push } = threeOfWhichOneIsBad(saying(500));
  for (const _try of [1, 2]) await expect(push()).rejects.toMatchObject({ status: 500 });
  expect(await push()).toEqual(['held', 'server-fault', 'held']);
});

it('faults at several documents hold up nobody beside them, and each comes back with its third', async () => {
  const { push, heard } = threeOfWhichSomeAreBad([0, 1], saying(500));
  await expect(push()).rejects.toMatchObject({ status: 500 });
  expect(heard).toEqual(['good held']);
  await expect(push()).rejects.toMatchObject({ status: 500 });
  expect(await push()).toEqual(['server-fault', 'server-fault', 'held']);
});

it('a fault long ago does not count, once the document has been answered since', async () => {
  let isFaulty = true;
  const { push } = threeOfWhichOneIsBad((ids) =>
    isFaulty
      ? saying(500)()
      : Response.json(
          ids.map((id) => ({ id, error: 'forbidden', reason: 'no' })),
          { status: 201 },
        ),
  );
  for (const _try of [1, 2]) await expect(push()).rejects.toMatchObject({ status: 500 });
  isFaulty = false;
  expect(await push()).toEqual(['forbidden', 'forbidden', 'forbidden']);
  isFaulty = true;
  await expect(push()).rejects.toMatchObject({ status: 500 });
});

it('a session that is over is no answer to anything', async () => {
  const { push, sent } = threeOfWhichOneIsBad(saying(401));
  await expect(push()).rejects.toMatchObject({ status: 401 });
  expect(sent).toEqual([3]);
});
