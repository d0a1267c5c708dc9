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

/** Three documents; of a request with the middle one the server says this, whatever else is in it. */
function threeOfWhichOneIsBad(answerTo: (ids: readonly string[]) => Response) {
  const documents = [aDocument(), aDocument(), aDocument()];
  const bad = documents[1]?._id ?? '';
  const sent: number[] = [];
  const link = serverLink(
    'http://double',
    (_input, init) => {
      const { docs } = JSON.parse(init.body as string) as { readonly docs: readonly LocalDocument[] };
      sent.push(docs.length);
      if (docs.some(({ _id }) => _id === bad)) return Promise.resolve(answerTo(docs.map(({ _id }) => _id)));
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
    heard.push(`${_id === bad ? 'bad' : 'good'} ${kind}`);
    return Promise.resolve();
  });
  const push = async (): Promise<readonly string[]> =>
    (await answersTo(documents, signal)).map((answer) =>
      answer.kind === 'refused' ? answer.refusal.code : answer.kind,
    );
  return { push, sent, heard };
}
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

it('a session that is over is no answer to anything', async () => {
  const { push, sent } = threeOfWhichOneIsBad(saying(401));
  await expect(push()).rejects.toMatchObject({ status: 401 });
  expect(sent).toEqual([3]);
});
