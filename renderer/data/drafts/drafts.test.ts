import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { aFinding, aUser } from '../../../shared/testing/builders.ts';
import type { NewPhoto } from '../api.ts';
import { anchoredClock } from '../clock.ts';
import { once } from '../live.ts';
import { openPhotoStore, type PhotoStore } from '../photos/photo-store.ts';
import { openRooms, type Rooms } from '../rooms/rooms.ts';
import { newKeyFile } from '../seal/key-file.ts';
import type { Sealer } from '../seal/sealer.ts';
import { textPhotos } from '../testing/a-terminal.ts';
import { allPlainText } from '../testing/raw-indexeddb.ts';
import { openDrafts, type DraftStore } from './drafts.ts';

const user = aUser('gridWorker');
let name = 0;
let wallMs = Date.parse('2026-11-20T02:00:00.000Z');
const clock = anchoredClock({ wallMs: () => wallMs, steadyMs: () => wallMs }, null);
const open: Rooms[] = [];
afterEach(() => {
  for (const rooms of open.splice(0)) rooms.close();
});

interface Desk {
  readonly drafts: DraftStore;
  readonly photos: PhotoStore;
  readonly rooms: Rooms;
  readonly sealer: Sealer;
}
async function aDesk(
  database = `drafts-${String((name += 1))}`,
  sealer?: Sealer,
): Promise<Desk & { again: () => Promise<Desk> }> {
  const use = sealer ?? (await newKeyFile('geheim', { memoryKiB: 64, passes: 1, lanes: 1 }, null)).sealer;
  const rooms = await openRooms(database, use, () => {
    throw new Error('nothing is broken here');
  });
  open.push(rooms);
  const me = { user, terminal: 'T-1', clock };
  const photos = await openPhotoStore(rooms, me, textPhotos);
  const drafts = await openDrafts(rooms, photos, me);
  return { drafts, photos, rooms, sealer: use, again: () => aDesk(database, use) };
}
const aPhoto = (text: string): NewPhoto => ({
  blob: new Blob([text]),
  kind: 'near',
  takenAt: '2026-11-20T01:00:00.000Z',
});

describe('drafts', () => {
  it('survive the window with everything that was typed, photos included', async () => {
    const desk = await aDesk();
    const { category, place } = aFinding();
    const draft = await desk.drafts.api.create('patrol');
    await desk.drafts.api.addPhoto(draft.id, aPhoto('近景'));
    await desk.drafts.api.save({ ...draft, category, place, description: '写到一半' });
    const again = await desk.again();
    const [found] = await once(again.drafts.api.all, () => true);
    expect(found).toMatchObject({ id: draft.id, description: '写到一半', category, place });
    expect(found?.photos).toHaveLength(1);
    expect((await again.rooms.readBytes('originals', found?.photos[0]?.id ?? ''))?.length).toBeGreaterThan(4);
  });

  it('lose no photo to a form that saves late, and bring no removed one back', async () => {
    const { drafts } = await aDesk();
    const early = await drafts.api.create('patrol');
    const added = await drafts.api.addPhoto(early.id, aPhoto('一'));
    expect((await drafts.api.save({ ...early, description: '晚到' })).photos).toHaveLength(1);
    const photo = added.ok ? added.value.photos[0]?.id : undefined;
    const withPhoto = drafts.rows.get().get(early.id);
    await drafts.api.removePhoto(early.id, photo ?? '');
    if (withPhoto === undefined) throw new Error('the draft is there');
    expect((await drafts.api.save(withPhoto)).photos).toEqual([]);
  });

  it('keep both when a photo and a save cross', async () => {
    const { drafts } = await aDesk();
    const draft = await drafts.api.create('patrol');
    await Promise.all([
      drafts.api.addPhoto(draft.id, aPhoto('一')),
      drafts.api.save({ ...draft, description: '同时' }),
      drafts.api.addPhoto(draft.id, aPhoto('二')),
    ]);
    expect(drafts.rows.get().get(draft.id)).toMatchObject({ description: '同时', photos: [{}, {}] });
  });

  it('keep what a photo was said to show, also of photos that came after the form last looked', async () => {
    const desk = await aDesk();
    const draft = await desk.drafts.api.create('patrol');
    const added = await desk.drafts.api.addPhoto(draft.id, aPhoto('一'));
    if (!added.ok) throw new Error('the photo is taken');
    const photos = added.value.photos.map((photo) => ({ ...photo, kind: 'after' as const }));
    await desk.drafts.api.addPhoto(draft.id, aPhoto('二'));
    await desk.drafts.api.save({ ...added.value, photos });
    const { drafts } = await desk.again();
    const stored = drafts.rows.get().get(draft.id);
    expect(stored?.photos.map(({ kind }) => kind)).toEqual(['after', 'near']);
    // What is handed in is what the photos themselves say.
    expect(stored && drafts.photosOf(stored).map(({ kind }) => kind)).toEqual(['after', 'near']);
  });

  it('come back within the time to undo, and then are gone with their bytes', async () => {
    const desk = await aDesk();
    const draft = await desk.drafts.api.create('phone');
    await desk.drafts.api.addPhoto(draft.id, aPhoto('一'));
    await desk.drafts.api.discard(draft.id);
    expect(desk.drafts.api.all.get()).toEqual([]);
    await desk.drafts.api.restore(draft.id);
    expect(desk.drafts.api.all.get()).toHaveLength(1);
    await desk.drafts.api.discard(draft.id);
    await desk.drafts.sweep();
    expect(desk.drafts.rows.get().size).toBe(1);
    wallMs += 60_000;
    await desk.drafts.sweep();
    expect(desk.drafts.rows.get().size).toBe(0);
    expect(await desk.rooms.ids('originals')).toEqual([]);
  });

  it('refuse in words what is not a picture', async () => {
    const desk = await aDesk();
    const draft = await desk.drafts.api.create('patrol');
    const photos = await openPhotoStore(desk.rooms, { user, terminal: 'T-1', clock }, () => Promise.resolve(null));
    const drafts = await openDrafts(desk.rooms, photos, { user, terminal: 'T-1', clock });
    expect(await drafts.api.addPhoto(draft.id, aPhoto('x'))).toMatchObject({
      ok: false,
      trouble: { code: 'not-a-picture' },
    });
  });

  it('lie sealed: neither words nor pictures can be read from the disk', async () => {
    const desk = await aDesk();
    const draft = await desk.drafts.api.create('patrol');
    await desk.drafts.api.addPhoto(draft.id, aPhoto('照片里的内容'));
    await desk.drafts.api.save({ ...draft, description: '不该被看到' });
    const text = await allPlainText();
    expect(text).toContain(draft.id);
    expect(text).not.toContain('不该被看到');
    expect(text).not.toContain('照片里的内容');
  });
});
