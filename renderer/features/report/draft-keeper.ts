import type { Channel } from '../../../shared/domain/case.ts';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { Draft, DraftsApi, NewPhoto, Trouble } from '../../data/api.ts';

/** What a person fills in. */
export type DraftFields = Pick<Draft, 'category' | 'place' | 'description' | 'urgent' | 'channel' | 'outcome'>;

export interface KeptDraft {
  readonly fields: DraftFields;
  readonly photos: Draft['photos'];
  /** Undefined until the first thing is written: an empty form leaves no draft behind. */
  readonly id: string | undefined;
  readonly savedAt: string | undefined;
  /** Something is on the screen that is not on the disk yet. */
  readonly isDirty: boolean;
  readonly trouble: Trouble | undefined;
}

export interface DraftKeeper {
  readonly get: () => KeptDraft;
  readonly subscribe: (changed: () => void) => () => void;
  readonly change: (change: Partial<DraftFields>) => void;
  readonly addPhotos: (photos: readonly NewPhoto[]) => Promise<void>;
  readonly setPhotoKind: (photoId: string, kind: PhotoKind) => void;
  readonly removePhoto: (photoId: string) => Promise<void>;
  /** Everything on the disk; gives the id, if there is anything at all. Where it fails, `trouble` says so until it is saved. */
  readonly flush: () => Promise<string | undefined>;
}

/** Saved this long after the last touch. */
export const SAVE_AFTER_MS = 1_000;

export const NOT_SAVED: Trouble = {
  code: 'E-DRAFT',
  what: '草稿没有存上。',
  safe: '写的还在屏幕上。',
  next: '先不要关页面，按 Ctrl S 再存一次。',
};

const NO_PHOTO: Trouble = {
  code: 'E-PHOTO',
  what: '照片没有存上。',
  safe: '写的还在屏幕上，前面的照片都在。',
  next: '看看这台终端的磁盘是不是满了，再添加一次。',
};

export interface DraftKeeperDeps {
  readonly drafts: DraftsApi;
  /** Runs later; gives back how to call it off. */
  readonly later: (run: () => void, milliseconds: number) => () => void;
}

/**
 * Keeps one draft on the disk while it is typed. Writes go one after another, so that a photo and a sentence entered
 * at once never overwrite each other.
 */
export function createDraftKeeper(deps: DraftKeeperDeps, begin: Draft | Channel): DraftKeeper {
  const listeners = new Set<() => void>();
  let state: KeptDraft =
    typeof begin === 'string'
      ? {
          fields: { description: '', urgent: false, channel: begin, outcome: 'report' },
          photos: [],
          id: undefined,
          savedAt: undefined,
          isDirty: false,
          trouble: undefined,
        }
      : {
          fields: {
            ...(begin.category === undefined ? {} : { category: begin.category }),
            ...(begin.place === undefined ? {} : { place: begin.place }),
            description: begin.description,
            urgent: begin.urgent,
            channel: begin.channel,
            outcome: begin.outcome,
          },
          photos: begin.photos,
          id: begin.id,
          savedAt: begin.savedAt,
          isDirty: false,
          trouble: undefined,
        };
  let callOff: (() => void) | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const set = (change: Partial<KeptDraft>): void => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(run);
    // A failed write is told to whoever asked for it; the next one still gets its turn.
    queue = turn.catch(() => undefined);
    return turn;
  };
  /** What the photos were said to show here, though the disk has not heard of it yet. */
  const asChosen = (stored: Draft['photos']): Draft['photos'] =>
    stored.map((photo) => ({ ...photo, kind: state.photos.find(({ id }) => id === photo.id)?.kind ?? photo.kind }));
  const withId = async (): Promise<string> => {
    if (state.id !== undefined) return state.id;
    const created = await deps.drafts.create(state.fields.channel);
    set({ id: created.id });
    return created.id;
  };
  const save = async (): Promise<string | undefined> => {
    if (!state.isDirty) return state.id;
    const id = await withId();
    const { fields, photos } = state;
    set({ isDirty: false });
    try {
      const saved = await deps.drafts.save({ id, savedAt: state.savedAt ?? '', ...fields, photos });
      // That a photo was not taken is not mended by this.
      set({ savedAt: saved.savedAt, trouble: state.trouble === NOT_SAVED ? undefined : state.trouble });
    } catch (cause) {
      set({ isDirty: true });
      throw cause;
    }
    return id;
  };
  const flush = (): Promise<string | undefined> => {
    callOff?.();
    callOff = undefined;
    return inTurn(save).catch((cause: unknown) => {
      set({ trouble: NOT_SAVED });
      throw cause;
    });
  };
  const touched = (): void => {
    callOff?.();
    callOff = deps.later(() => {
      // That it failed is said by `trouble`.
      flush().catch(() => undefined);
    }, SAVE_AFTER_MS);
  };

  return {
    get: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    change: (change) => {
      set({ fields: { ...state.fields, ...change }, isDirty: true });
      touched();
    },
    addPhotos: (photos) =>
      inTurn(async () => {
        set({ trouble: undefined });
        for (const photo of photos) {
          const outcome = await deps.drafts.addPhoto(await withId(), photo);
          if (outcome.ok) set({ photos: asChosen(outcome.value.photos), savedAt: outcome.value.savedAt });
          else set({ trouble: outcome.trouble });
        }
      }).catch(() => {
        set({ trouble: NO_PHOTO });
      }),
    setPhotoKind: (photoId, kind) => {
      set({
        photos: state.photos.map((photo) => (photo.id === photoId ? { ...photo, kind } : photo)),
        isDirty: true,
      });
      touched();
    },
    removePhoto: (photoId) =>
      inTurn(async () => {
        const saved = await deps.drafts.removePhoto(await withId(), photoId);
        set({ photos: asChosen(saved.photos), savedAt: saved.savedAt });
      }).catch(() => {
        set({ trouble: NOT_SAVED });
      }),
    flush,
  };
}
