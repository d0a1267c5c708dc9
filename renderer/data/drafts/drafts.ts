import type { Channel } from '../../../shared/domain/case.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { newUlid } from '../../lib/random.ts';
import type { Draft, DraftsApi, Live, Outcome } from '../api.ts';
import { derived } from '../live.ts';
import type { Me } from '../me.ts';
import type { PhotoStore, StoredPhoto } from '../photos/photo-store.ts';
import { commit, mirrorOf, type Mirror } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { done, storeTrouble, troubled } from '../trouble.ts';

/** A draft as it is kept. `discardedAt`: gone from the screen, here until the time to undo is over. */
export interface StoredDraft extends Draft {
  readonly discardedAt?: number;
}

export interface DraftStore {
  readonly api: DraftsApi;
  readonly rows: Mirror<StoredDraft>['rows'];
  readonly plan: Mirror<StoredDraft>['plan'];
  readonly photosOf: (draft: Draft) => readonly StoredPhoto[];
  /** Takes away for good what was discarded longer ago than undo reaches. */
  readonly sweep: () => Promise<void>;
}

/** Undo is offered for ten seconds (UX §6); the bytes stay a minute, so that a slow click still finds them. */
const KEEP_DISCARDED_MS = 60_000;

/** The case a draft becomes: fixed from the beginning, so that submitting twice cannot make two. */
export const caseIdOf = (draftId: string): string => `case:${draftId.slice('draft:'.length)}`;

/** Drafts of findings: sealed, on disk before the promise resolves, never synced. */
export async function openDrafts(rooms: Rooms, photos: PhotoStore, me: Me): Promise<DraftStore> {
  /** Handed in or swept since the store was opened: a form that saves late must not bring it back, with photos that are those of a case by now. */
  const gone = new Set<string>();
  const { rows, plan } = await mirrorOf<StoredDraft>(rooms, 'drafts', (changes) => {
    for (const [id, draft] of changes) {
      if (draft === null) gone.add(id);
      else gone.delete(id);
    }
  });
  const savedNow = (draft: StoredDraft): StoredDraft => ({ ...draft, savedAt: isoAt(me.clock.nowMs()) });
  const put = async (
    draft: StoredDraft,
    also: readonly Change[] = [],
    withPhotos = [] as Parameters<typeof commit>[1],
  ): Promise<Draft> => {
    await commit(rooms, [plan(new Map([[draft.id, draft]])), ...withPhotos], also);
    return draft;
  };
  // One change after the other: a form saves while a photo is still being made ready, and each must see what the other left.
  let queue: Promise<unknown> = Promise.resolve();
  const next = <T>(change: () => Promise<T>): Promise<T> => {
    const turn = queue.then(change);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const known = (id: string): StoredDraft => {
    const draft = rows.get().get(id);
    if (draft === undefined) throw new Error(`no draft ${id}`);
    return draft;
  };
  const photosOf = (draft: Draft): readonly StoredPhoto[] =>
    draft.photos.flatMap(({ id }) => {
      const photo = photos.rows.get().get(id);
      return photo === undefined ? [] : [photo];
    });

  const all: Live<readonly Draft[]> = derived(rows, (byId) =>
    [...byId.values()]
      .filter(({ discardedAt }) => discardedAt === undefined)
      .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)),
  );

  const api: DraftsApi = {
    all,
    create: (channel: Channel) => {
      const nowMs = me.clock.nowMs();
      return put({
        id: `draft:${newUlid(nowMs)}`,
        savedAt: isoAt(nowMs),
        description: '',
        urgent: false,
        channel,
        outcome: 'report',
        photos: [],
      });
    },
    // Which photos there are is the store's own knowledge: a form that saves late must not bring a removed one back or lose a new one. What they show is the form's.
    save: (draft) =>
      next(() => {
        const stored = rows.get().get(draft.id);
        if (gone.has(draft.id)) return Promise.resolve(draft);
        if (stored === undefined) return put(savedNow(draft));
        const kinds = new Map(draft.photos.map(({ id, kind }) => [id, kind]));
        const withKind = <T extends { readonly id: string; readonly kind: PhotoKind }>(photo: T): T => ({
          ...photo,
          kind: kinds.get(photo.id) ?? photo.kind,
        });
        const changed = photosOf(stored).filter(({ id, kind }) => kinds.has(id) && kinds.get(id) !== kind);
        return put(
          savedNow({ ...draft, photos: stored.photos.map(withKind) }),
          [],
          changed.length === 0 ? [] : [photos.plan(new Map(changed.map((photo) => [photo.id, withKind(photo)])))],
        );
      }),
    addPhoto: async (draftId, photo): Promise<Outcome<Draft>> => {
      const ready = await photos.prepare(photo, draftId);
      if (!ready.ok) return ready;
      const { id, kind, takenAt, width, height, bytes } = ready.value.row;
      const { planned, also } = photos.planStored([ready.value]);
      try {
        const added = await next(() => {
          const draft = known(draftId);
          const more = [...draft.photos, { id, kind, takenAt, width, height, bytes }];
          return put(savedNow({ ...draft, photos: more }), also, [planned]);
        });
        return done(added);
      } catch (error) {
        return troubled(storeTrouble(error));
      }
    },
    removePhoto: (draftId, photoId) =>
      next(() => {
        const draft = known(draftId);
        const { planned, also } = photos.planGone([photoId]);
        const rest = draft.photos.filter(({ id }) => id !== photoId);
        return put(savedNow({ ...draft, photos: rest }), also, [planned]);
      }),
    discard: async (draftId) => {
      await next(() => put({ ...known(draftId), discardedAt: me.clock.nowMs() }));
    },
    restore: async (draftId) => {
      await next(() => {
        const { discardedAt: _over, ...draft } = known(draftId);
        return put(draft);
      });
    },
  };

  return {
    api,
    rows,
    plan,
    photosOf,
    sweep: async () => {
      const over = [...rows.get().values()].filter(
        ({ discardedAt }) => discardedAt !== undefined && discardedAt + KEEP_DISCARDED_MS <= me.clock.nowMs(),
      );
      if (over.length === 0) return;
      const { planned, also } = photos.planGone(over.flatMap((draft) => draft.photos.map(({ id }) => id)));
      await commit(rooms, [plan(new Map(over.map(({ id }) => [id, null]))), planned], also);
    },
  };
}
