import { describe, expect, it } from 'vitest';
import type { Draft, DraftsApi, NewPhoto } from '../../data/api.ts';
import { createDraftKeeper } from './draft-keeper.ts';

/** A disk in memory that remembers every write. */
function aDisk() {
  const stored = new Map<string, Draft>();
  const counts = { created: 0, saved: 0 };
  const need = (id: string): Draft => {
    const draft = stored.get(id);
    if (draft === undefined) throw new Error(`no draft ${id}`);
    return draft;
  };
  const put = (draft: Draft): Draft => {
    counts.saved += 1;
    const saved = { ...draft, savedAt: `2026-11-20T01:00:${String(counts.saved).padStart(2, '0')}.000Z` };
    stored.set(draft.id, saved);
    return saved;
  };
  const drafts: DraftsApi = {
    all: { get: () => [...stored.values()], subscribe: () => () => undefined },
    create: (channel) => {
      counts.created += 1;
      const draft: Draft = {
        id: `d${String(counts.created)}`,
        savedAt: '2026-11-20T01:00:00.000Z',
        description: '',
        urgent: false,
        channel,
        outcome: 'report',
        photos: [],
      };
      stored.set(draft.id, draft);
      return Promise.resolve(draft);
    },
    save: (draft) => Promise.resolve(put(draft)),
    addPhoto: (id, photo) => {
      const draft = need(id);
      const added = {
        id: `p${String(draft.photos.length + 1)}`,
        kind: photo.kind,
        takenAt: photo.takenAt,
        width: 4,
        height: 3,
        bytes: 1,
      };
      return Promise.resolve({ ok: true, value: put({ ...draft, photos: [...draft.photos, added] }) });
    },
    removePhoto: (id, photoId) =>
      Promise.resolve(put({ ...need(id), photos: need(id).photos.filter((photo) => photo.id !== photoId) })),
    discard: () => Promise.resolve(),
    restore: () => Promise.resolve(),
  };
  return { drafts, stored, counts };
}

const waits = () => {
  const due: (() => void)[] = [];
  return {
    later: (run: () => void) => {
      due.push(run);
      return () => {
        due.splice(due.indexOf(run), 1);
      };
    },
    pass: () => {
      for (const run of due.splice(0)) run();
    },
  };
};
const aPhoto: NewPhoto = { blob: new Blob(['x']), kind: 'near', takenAt: '2026-11-20T01:00:00.000Z' };

describe('a draft being typed', () => {
  it('leaves nothing behind while it is empty', async () => {
    const { drafts, counts } = aDisk();
    const keeper = createDraftKeeper({ drafts, later: waits().later }, 'patrol');
    expect(await keeper.flush()).toBeUndefined();
    expect(counts).toEqual({ created: 0, saved: 0 });
  });

  it('is saved once after a pause, with everything typed until then', async () => {
    const { drafts, stored, counts } = aDisk();
    const time = waits();
    const keeper = createDraftKeeper({ drafts, later: time.later }, 'patrol');
    keeper.change({ description: '投' });
    keeper.change({ description: '投放点' });
    time.pass();
    await keeper.flush();
    expect(counts).toEqual({ created: 1, saved: 1 });
    expect(stored.get('d1')?.description).toBe('投放点');
    expect(keeper.get().savedAt).toBe('2026-11-20T01:00:01.000Z');
    expect(keeper.get().isDirty).toBe(false);
  });

  it('loses neither the sentence nor the photo entered at the same time', async () => {
    const { drafts, stored } = aDisk();
    const keeper = createDraftKeeper({ drafts, later: waits().later }, 'patrol');
    const photos = keeper.addPhotos([aPhoto, aPhoto]);
    keeper.change({ description: '同时写的' });
    await photos;
    await keeper.flush();
    expect(stored.get('d1')).toMatchObject({ description: '同时写的', photos: [{ id: 'p1' }, { id: 'p2' }] });
  });

  it('keeps what was typed when the disk refuses, and tries again', async () => {
    const { drafts, stored } = aDisk();
    let isFull = true;
    const keeper = createDraftKeeper(
      {
        drafts: { ...drafts, save: (draft) => (isFull ? Promise.reject(new Error('full')) : drafts.save(draft)) },
        later: waits().later,
      },
      'patrol',
    );
    keeper.change({ description: '写了' });
    await expect(keeper.flush()).rejects.toThrow('full');
    expect(keeper.get().isDirty).toBe(true);
    isFull = false;
    await keeper.flush();
    expect(stored.get('d1')?.description).toBe('写了');
  });

  it('keeps what a photo was said to show when others come and go before that is saved', async () => {
    const { drafts, stored } = aDisk();
    const keeper = createDraftKeeper({ drafts, later: waits().later }, 'patrol');
    await keeper.addPhotos([aPhoto, aPhoto]);
    keeper.setPhotoKind('p1', 'after');
    await keeper.addPhotos([aPhoto]);
    await keeper.removePhoto('p2');
    expect(keeper.get().photos.map(({ id, kind }) => [id, kind])).toEqual([
      ['p1', 'after'],
      ['p3', 'near'],
    ]);
    await keeper.flush();
    expect(stored.get('d1')?.photos[0]?.kind).toBe('after');
  });

  it('says that a photo was not taken until the next one, whatever else is saved meanwhile', async () => {
    const { drafts } = aDisk();
    let isFull = true;
    const addPhoto: typeof drafts.addPhoto = (id, photo) =>
      isFull ? Promise.reject(new Error('full')) : drafts.addPhoto(id, photo);
    const keeper = createDraftKeeper({ drafts: { ...drafts, addPhoto }, later: waits().later }, 'patrol');
    await keeper.addPhotos([aPhoto]);
    keeper.change({ description: '接着写' });
    await keeper.flush();
    expect(keeper.get().trouble?.what).toBe('照片没有存上。');
    isFull = false;
    await keeper.addPhotos([aPhoto]);
    expect([keeper.get().trouble, keeper.get().photos.length]).toEqual([undefined, 1]);
  });

  it('goes on with a draft that is there', async () => {
    const { drafts, stored, counts } = aDisk();
    const there = await drafts.create('phone');
    const keeper = createDraftKeeper({ drafts, later: waits().later }, there);
    keeper.change({ urgent: true });
    expect(await keeper.flush()).toBe(there.id);
    expect(counts.created).toBe(1);
    expect(stored.get(there.id)).toMatchObject({ urgent: true, channel: 'phone' });
  });
});
