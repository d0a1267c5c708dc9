import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../../shared/domain/staff.ts';
import type { BulkRow } from '../../shared/sync/wire.ts';
import { aHandover } from '../../shared/testing/a-handover.ts';
import { actorOf, anEntry, anId, aReportedCase, aUser, OTHER_GRID, START_MS } from '../../shared/testing/builders.ts';
import { aJpeg, aPhotoOf, aThumbOf } from './harness/jpegs.ts';
import { startServer, type TestServer } from './harness/start-server.ts';

let server: TestServer;
const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const stranger = aUser('gridWorker', { scope: OTHER_GRID });
const subject = aReportedCase(worker);
const hidden = aReportedCase(stranger, { gridCode: OTHER_GRID });

beforeAll(async () => {
  server = await startServer();
  await Promise.all([worker, clerk, stranger].map((user) => server.add(user)));
  await server.as(worker)('POST', '/records/_bulk_docs', { docs: [subject] });
  await server.as(stranger)('POST', '/records/_bulk_docs', { docs: [hidden] });
});
afterAll(() => server.stop());

const push = async (user: User, document: object, more: object = {}): Promise<BulkRow | undefined> =>
  ((await server.as(user)('POST', '/evidence/_bulk_docs', { docs: [document], ...more })).body as BulkRow[])[0];
const status = async (user: User, path: string): Promise<number> =>
  (await server.as(user)('GET', `/evidence/${path}`)).status;

/** A step of the worker's on his case that names a photo which he has not brought yet. */
async function aStepNaming(photo: string, author: User, more: object = {}) {
  const { body } = await server.as(author)('GET', `/records/${subject._id}`);
  const found = body as typeof subject;
  const named = [{ id: photo, kind: 'near', takenAt: new Date(START_MS).toISOString() }];
  const step = anEntry(author, 'note', { text: '补一张', photos: named, ...more }, found.log.at(-1) ?? null);
  const pushed = { ...found, log: [...found.log, step] };
  expect((await server.as(author)('POST', '/records/_bulk_docs', { docs: [pushed] })).body).toMatchObject([
    { ok: true },
  ]);
}

describe('a photo that a step names', () => {
  it('is brought by the author of the step and by nobody else who reads it', async () => {
    const photo = aPhotoOf(worker, subject._id);
    await aStepNaming(photo._id, worker);
    await aStepNaming(photo._id, clerk);
    const brought = aHandover(clerk, subject._id, {
      photos: [{ id: photo._id, kind: 'near', takenAt: photo.takenAt }],
    });
    await server.as(clerk)('POST', '/records/_bulk_docs', { docs: [brought] });
    const [taken, thumb] = [aPhotoOf(clerk, subject._id, { _id: photo._id }), aThumbOf(clerk, photo)];
    for (const one of [taken, thumb]) expect(await push(clerk, one)).toMatchObject({ refusal: { code: 'author' } });
    for (const one of [photo, aThumbOf(worker, photo)]) expect(await push(worker, one)).toMatchObject({ ok: true });
  });

  it('is brought by whose edit it was where somebody adopted that, and by who handed it over before others named it', async () => {
    const [adopted, handed] = [aPhotoOf(worker, subject._id), aPhotoOf(worker, subject._id)];
    await aStepNaming(adopted._id, clerk, { handover: { id: anId('caseHandover'), by: actorOf(worker) } });
    const named = [{ id: handed._id, kind: 'near', takenAt: handed.takenAt }];
    const brought = aHandover(worker, subject._id, { photos: named });
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: [brought] });
    await aStepNaming(handed._id, clerk);
    for (const one of [adopted, handed]) expect(await push(worker, one)).toMatchObject({ ok: true });
  });

  it('has its thumbnail under its own name', async () => {
    const photo = aPhotoOf(worker, subject._id);
    const thumb = { ...aThumbOf(worker, photo), _id: anId('thumb') };
    expect(await push(worker, thumb)).toMatchObject({ refusal: { code: 'shape' } });
  });
});

describe('a photo', () => {
  it('is written once', async () => {
    const photo = aPhotoOf(worker, subject._id);
    const first = await push(worker, photo);
    expect(first).toMatchObject({ ok: true });
    expect(await push(worker, photo)).toEqual(first);
    expect(await push(worker, { ...photo, kind: 'far', _rev: first?.rev })).toMatchObject({
      error: 'forbidden',
      refusal: { code: 'immutable' },
    });
    expect(await push(clerk, { ...photo, author: clerk.id })).toMatchObject({ refusal: { code: 'immutable' } });
    expect(await push(worker, { _id: photo._id, _rev: first?.rev, _deleted: true })).toMatchObject({
      refusal: { code: 'deletion' },
    });
    expect(
      (
        await server.as(worker)('PUT', `/evidence/${photo._id}/original.jpg?rev=${first?.rev ?? ''}`, 'x', {
          'content-type': 'image/jpeg',
        })
      ).status,
    ).toBe(403);
  });

  it.each<[string, (photo: ReturnType<typeof aPhotoOf>) => object, string]>([
    ['without its bytes', ({ _attachments, ...photo }) => photo, 'shape'],
    [
      'under another name',
      ({ _attachments, ...photo }) => ({ ...photo, _attachments: { 'a.jpg': _attachments['original.jpg'] } }),
      'shape',
    ],
    [
      'with a second attachment',
      (photo) => ({ ...photo, _attachments: { ...photo._attachments, b: photo._attachments['original.jpg'] } }),
      'shape',
    ],
    [
      'as a stub',
      (photo) => ({
        ...photo,
        _attachments: { 'original.jpg': { content_type: 'image/jpeg', stub: true, digest: 'md5-x' } },
      }),
      'shape',
    ],
    [
      'that is no JPEG',
      (photo) => ({ ...photo, _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: 'PHNjcmlwdD4=' } } }),
      'shape',
    ],
    [
      'that says it is a page',
      (photo) => ({
        ...photo,
        _attachments: { 'original.jpg': { ...photo._attachments['original.jpg'], content_type: 'text/html' } },
      }),
      'shape',
    ],
    ['with other bytes than it says', (photo) => ({ ...photo, sha256: '0'.repeat(64) }), 'shape'],
    ['of another size than it says', (photo) => ({ ...photo, bytes: 7 }), 'shape'],
    [
      'in no base64',
      (photo) => ({ ...photo, _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: '%%%' } } }),
      'shape',
    ],
    ['by somebody else', (photo) => ({ ...photo, author: clerk.id }), 'author'],
    ['of something that is no case', (photo) => ({ ...photo, subject: 'staff:01M7V7FC3016KFABYZN7KR7XQD' }), 'shape'],
    ['of a case out of sight', (photo) => ({ ...photo, subject: hidden._id }), 'subject'],
  ])('%s is refused', async (_what, spoil, code) => {
    const photo = aPhotoOf(worker, subject._id);
    expect(await push(worker, spoil(photo))).toMatchObject({ error: 'forbidden', refusal: { code } });
    expect(await status(worker, photo._id)).toBe(404);
  });

  it('may have fifteen megabytes, and not more', async () => {
    expect(await push(worker, aPhotoOf(worker, subject._id, {}, aJpeg(14_900_000)))).toMatchObject({ ok: true });
    expect(await push(worker, aPhotoOf(worker, subject._id, {}, aJpeg(15_100_000)))).toMatchObject({
      refusal: { code: 'too-large' },
    });
  });

  it('is seen only by its author until its case has come, then by whoever sees the case', async () => {
    const later = aReportedCase(worker);
    const photo = aPhotoOf(worker, later._id);
    const thumb = aThumbOf(worker, photo);
    expect(await push(worker, photo)).toMatchObject({ ok: true });
    expect(await push(worker, thumb)).toMatchObject({ ok: true });
    const paths = [photo._id, `${photo._id}/original.jpg`, thumb._id, `${thumb._id}/thumb.jpg`];
    for (const path of paths) expect([await status(worker, path), await status(clerk, path)], path).toEqual([200, 404]);
    await server.as(worker)('POST', '/records/_bulk_docs', { docs: [later] });
    for (const path of paths)
      expect([await status(worker, path), await status(clerk, path), await status(stranger, path)], path).toEqual([
        200, 200, 404,
      ]);
  });

  it('gives its bytes as they came, and says nothing to a cache', async () => {
    const jpeg = aJpeg(50_000);
    const photo = aPhotoOf(worker, subject._id, {}, jpeg);
    await push(worker, photo);
    const response = await fetch(`${server.url}/evidence/${photo._id}/original.jpg`, {
      headers: { authorization: `Basic ${Buffer.from(`${clerk.account}:correct horse battery`).toString('base64')}` },
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(jpeg)).toBe(true);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
