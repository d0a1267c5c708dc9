import { createEngine, type Engine } from '../../../shared/stock/engine.ts';
import type { StockSettings } from '../../../shared/stock/projection.ts';
import type { Speller } from '../../../shared/stock/search/spelling.ts';
import type { Incoming } from '../../../shared/stock/slim.ts';
import { warmingUp } from '../../../shared/stock/warm.ts';
import { answerTo, onlyCounts, saysTheSame, versionFor } from './answers.ts';
import { stockFeed, type Checkpoints, type Feed } from './feed.ts';
import type { FromWorker, OpenStore, Question, ToWorker } from './protocol.ts';
import { quietSaver, restedFrom } from './quiet-saver.ts';
import type { SavedForm } from './saved-form.ts';
import type { StoreReader } from './store-reader.ts';

/** What the host of a stock stands on; a worker and a test give it differently. */
export interface HostParts {
  readonly post: (message: FromWorker) => void;
  readonly speller: () => Promise<Speller>;
  readonly openReader: (store: OpenStore) => StoreReader;
  readonly openSaved: (store: OpenStore) => SavedForm;
  /** Only one window of a store writes the saved form: resolves when it is this one's turn, which may be never. */
  readonly whenSaver: (store: OpenStore) => Promise<void>;
  readonly nowMs: () => number;
}

export interface Host {
  readonly receive: (message: ToWorker) => void;
}

/** Followed answers are given anew at most so often, */
const FLUSH_MS = 60;
/** and take at most this share of the time: with a whole street a page follows lists that need a second together, and every slice of reading or checking changes them. */
const FLUSH_SHARE = 0.2;
const STATUS_MS = 200;
/** The rules are run so long at a stretch, then whoever asks has his turn. */
const CHECK_MS = 12;

interface Followed {
  readonly question: Question;
  version: string;
  value: unknown;
}
interface Open {
  readonly engine: Engine;
  readonly feed: Feed;
  readonly reader: StoreReader;
  readonly saved: SavedForm;
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** The stock behind its line: takes what was written in, keeps the saved form, answers. */
export function stockHost(parts: HostParts): Host {
  const { post, nowMs } = parts;
  let open: Open | undefined;
  let opening: Promise<void> = Promise.resolve();
  let settings: StockSettings | undefined;
  const followed = new Map<number, Followed>();
  const asked: { readonly id: number; readonly question: Question }[] = [];
  const early: (() => void)[] = [];
  /** Followed, not answered yet, and only numbers: in the order in which they were asked. */
  const toCount = new Set<number>();
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let countTimer: ReturnType<typeof setTimeout> | undefined;
  let statusTimer: ReturnType<typeof setTimeout> | undefined;
  let warmTimer: ReturnType<typeof setTimeout> | undefined;
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  /** Not before this are followed answers given anew. */
  let restsUntil = 0;
  let isSaver = false;
  let hasChecked = false;
  /** Why there is no stock, once it is known that there will be none. */
  let broken: string | undefined;

  const onTrouble = (what: string, error: unknown): void => {
    post({ say: 'trouble', what, why: wordsOf(error) });
  };
  const tellStatus = (): void => {
    statusTimer = undefined;
    if (open === undefined) return;
    const { engine, feed } = open;
    hasChecked ||= engine.isChecked();
    post({
      say: 'status',
      status: { ready: true, counts: engine.counts(), behind: feed.behind(), checked: hasChecked },
    });
  };
  const answer = (id: number, question: Question, engine: Engine): void => {
    try {
      post({ say: 'value', id, value: answerTo(engine, question) });
    } catch (error) {
      post({ say: 'failed', id, why: wordsOf(error) });
    }
  };
  const look = (id: number, one: Followed, engine: Engine): void => {
    const version = versionFor(engine, one.question);
    if (version === one.version) return;
    one.version = version;
    try {
      const value = answerTo(engine, one.question);
      if (saysTheSame(value, one.value)) return;
      one.value = value;
      post({ say: 'value', id, value });
    } catch (error) {
      post({ say: 'failed', id, why: wordsOf(error) });
    }
  };
  /** One question a task, so that who asks for rows meanwhile need not wait for all of them. */
  const countOne = (): void => {
    countTimer = undefined;
    const [id] = toCount;
    if (id === undefined) return;
    toCount.delete(id);
    const one = followed.get(id);
    if (open !== undefined && one !== undefined) look(id, one, open.engine);
    countSoon();
  };
  const countSoon = (): void => {
    if (toCount.size > 0) countTimer ??= setTimeout(countOne);
  };
  const flush = (): void => {
    flushTimer = undefined;
    if (open === undefined) return;
    const startedAt = nowMs();
    for (const [id, one] of followed) look(id, one, open.engine);
    restsUntil = restedFrom(startedAt, nowMs(), FLUSH_SHARE);
  };
  const changed = (): void => {
    flushTimer ??= setTimeout(flush, Math.max(FLUSH_MS, restsUntil - nowMs()));
    statusTimer ??= setTimeout(tellStatus, STATUS_MS);
  };

  /** The rules run behind everything else. */
  const check = (): void => {
    checkTimer = undefined;
    if (open === undefined || open.engine.isChecked()) return;
    const until = nowMs() + CHECK_MS;
    open.engine.check(() => nowMs() > until);
    changed();
    checkSoon();
  };
  const checkSoon = (): void => {
    // What is still to be read would be checked twice, and the reading would wait for it.
    if (open === undefined || open.feed.isFarBehind()) return;
    if (!open.engine.isChecked()) checkTimer ??= setTimeout(check);
    else warmUp();
  };
  /** Piece by piece, when there is nothing else to do. */
  const warmUp = (): void => {
    if (open === undefined) return;
    const pieces = [...warmingUp(open.engine)];
    const next = (): void => {
      pieces.shift()?.();
      warmTimer = pieces.length === 0 ? undefined : setTimeout(next);
    };
    warmTimer ??= setTimeout(next);
  };

  const saver = quietSaver(async () => {
    if (open === undefined || !isSaver || !open.saved.isDirty()) return false;
    try {
      await open.saved.save(open.engine.stock.facts, open.feed.checkpoints());
      return true;
    } catch (error) {
      onTrouble('stock: saving', error);
      return false;
    }
  }, nowMs);

  /** From the saved form where there is one; where it is damaged, from nothing. */
  const filled = async (
    saved: SavedForm,
    fresh: () => Engine,
  ): Promise<{ readonly engine: Engine; readonly from: Checkpoints }> => {
    const engine = fresh();
    try {
      const from = await saved.load(engine.fill);
      if (from !== null) {
        engine.filled();
        return { engine, from };
      }
    } catch (error) {
      onTrouble('stock: the saved form is damaged and made anew', error);
    }
    // Overwritten, never removed: another window may just be reading it.
    saved.touchAll();
    return { engine: fresh(), from: {} };
  };
  const start = async (store: OpenStore, first: StockSettings): Promise<void> => {
    settings = first;
    const speller = await parts.speller();
    const saved = parts.openSaved(store);
    const { engine, from } = await filled(saved, () => createEngine({ settings: settings ?? first, speller, nowMs }));
    if (engine.stock.settings() !== settings) engine.setSettings(settings);
    const reader = parts.openReader(store);
    const feed = stockFeed({
      reader,
      collections: store.collections,
      from,
      apply: (changes: readonly (readonly [string, Incoming | null])[]) => {
        engine.apply(changes);
        for (const [id] of changes) saved.touch(id);
        if (changes.length > 0) saver.soon();
        checkSoon();
      },
      onProgress: () => {
        changed();
        checkSoon();
      },
      onTrouble,
    });
    open = { engine, feed, reader, saved };
    parts
      .whenSaver(store)
      .then(() => {
        isSaver = true;
        if (open !== undefined && saved.isDirty()) saver.soon();
      })
      .catch((error: unknown) => {
        onTrouble('stock: the lock of the saver', error);
      });
    tellStatus();
    for (const { id, question } of asked.splice(0)) answer(id, question, engine);
    flush();
    for (const one of early.splice(0)) one();
    warmUp();
    checkSoon();
    void feed.catchUp();
  };
  const close = async (): Promise<void> => {
    await opening;
    for (const timer of [flushTimer, countTimer, statusTimer, checkTimer, warmTimer]) clearTimeout(timer);
    saver.stop();
    if (open !== undefined) {
      await open.feed.stop();
      await saver.now();
      await open.reader.close();
      open.saved.close();
      open = undefined;
    }
    followed.clear();
    post({ say: 'closed' });
  };

  return {
    receive: (message) => {
      switch (message.say) {
        case 'open':
          opening = start(message.store, message.settings).catch((error: unknown) => {
            onTrouble('stock: opening', error);
            broken = wordsOf(error);
            for (const { id } of asked.splice(0)) post({ say: 'failed', id, why: broken });
          });
          return;
        case 'settings':
          settings = message.settings;
          open?.engine.setSettings(message.settings);
          if (open !== undefined) changed();
          checkSoon();
          return;
        case 'changed': {
          const hear = (): void => {
            open?.feed.heard(message.collection, message.writes);
          };
          if (open === undefined) early.push(hear);
          else hear();
          return;
        }
        case 'ask':
          if (broken !== undefined) post({ say: 'failed', id: message.id, why: broken });
          else if (open === undefined) asked.push(message);
          else answer(message.id, message.question, open.engine);
          return;
        case 'follow': {
          const one: Followed = { question: message.question, version: '', value: undefined };
          followed.set(message.id, one);
          if (open === undefined) return;
          if (onlyCounts(one.question)) {
            toCount.add(message.id);
            countSoon();
          } else look(message.id, one, open.engine);
          return;
        }
        case 'leave':
          followed.delete(message.id);
          toCount.delete(message.id);
          return;
        case 'save':
          void saver.now();
          return;
        case 'close':
          void close();
      }
    },
  };
}
