/** A saved form is written when nothing changed for so long, and at least so often while things change, */
const QUIET_MS = 3_000;
const LONGEST_UNSAVED_MS = 30_000;
/** but takes at most this share of the time: a first pull touches every chunk, and of a whole street that is a hundred megabytes each time. */
const SAVE_SHARE = 0.02;

/** When work that began then and is done now may come again, so that it takes no more than its share of the time. */
export const restedFrom = (startedAt: number, now: number, share: number): number =>
  now + (now - startedAt) * (1 / share - 1);

export interface QuietSaver {
  /** Something changed. */
  readonly soon: () => void;
  /** At once, after what is just being written. */
  readonly now: () => Promise<void>;
  readonly stop: () => void;
}

/** Says when to write. `write` does so where there is something, and gives false where it could not: then it is not rested from. */
export function quietSaver(write: () => Promise<boolean>, nowMs: () => number): QuietSaver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsavedSince: number | undefined;
  let savesFrom = 0;
  let saving: Promise<void> = Promise.resolve();

  const now = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    saving = saving.then(async () => {
      unsavedSince = undefined;
      const startedAt = nowMs();
      if (await write()) savesFrom = restedFrom(startedAt, nowMs(), SAVE_SHARE);
    });
    return saving;
  };
  return {
    soon: () => {
      const at = nowMs();
      unsavedSince ??= at;
      clearTimeout(timer);
      const inMs = Math.max(0, savesFrom - at, Math.min(QUIET_MS, unsavedSince + LONGEST_UNSAVED_MS - at));
      timer = setTimeout(() => void now(), inMs);
    },
    now,
    stop: () => {
      clearTimeout(timer);
    },
  };
}
