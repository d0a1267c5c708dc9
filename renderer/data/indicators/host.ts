import { foldLog } from '../../../shared/cases/fold.ts';
import { createBook } from '../../../shared/cases/indicators/book.ts';
import { historyOf } from '../../../shared/cases/indicators/history.ts';
import { tallyOf, type Tally } from '../../../shared/cases/indicators/tally.ts';
import { shelfOf, type Shelf } from '../../../shared/cases/shelf.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import type { Incoming } from '../../../shared/stock/slim.ts';
import { stockFeed, type Checkpoints, type Feed } from '../stock/feed.ts';
import type { OpenStore } from '../stock/protocol.ts';
import { quietSaver } from '../stock/quiet-saver.ts';
import type { StoreReader } from '../stock/store-reader.ts';
import { answerTo } from './answers.ts';
import { isUnread, type Kept, type KeptTallies } from './kept-tallies.ts';
import type { FromWorker, Question, ToWorker } from './protocol.ts';

export interface HostParts {
  readonly post: (message: FromWorker) => void;
  readonly openReader: (store: OpenStore) => StoreReader;
  /** The tallies as they were under these rules; null where none are kept. */
  readonly openKept: (store: OpenStore, rules: readonly CatalogDocument[]) => Promise<KeptTallies | null>;
  /** Only one window of a store writes them: resolves when it is this one's turn, which may be never. */
  readonly whenSaver: (store: OpenStore) => Promise<void>;
  readonly nowMs: () => number;
}
export interface Host {
  readonly receive: (message: ToWorker) => void;
}

/** Followed answers are given anew at most so often: numbers that jump cannot be read. */
const FLUSH_MS = 400;
const STATUS_MS = 150;

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
/** By its type: what the store holds was judged when it was written. */
const isCase = (document: { readonly type: string }): document is CaseDocument => document.type === 'case';

/** The indicators behind their line: reads every case once, folds it, keeps what it adds, on the disk too, and answers from that. */
export function indicatorsHost({ post, openReader, openKept, whenSaver, nowMs }: HostParts): Host {
  const book = createBook();
  const unread = new Set<string>();
  const followed = new Map<number, { readonly question: Question; version: number }>();
  const asked: { readonly id: number; readonly question: Question }[] = [];
  let store: OpenStore | undefined;
  let reader: StoreReader | undefined;
  let kept: KeptTallies | null = null;
  let isSaver = false;
  let feed: Feed | undefined;
  let shelf: Shelf = shelfOf([]);
  let ready = false;
  let broken: string | null = null;
  let isClosing = false;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let statusTimer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other: opening, beginning anew under other rules, closing. */
  let turn: Promise<void> = Promise.resolve();

  const onTrouble = (what: string, error: unknown): void => {
    post({ say: 'trouble', what, why: wordsOf(error) });
  };
  const tellStatus = (): void => {
    clearTimeout(statusTimer);
    statusTimer = undefined;
    const behind = feed?.behind() ?? 0;
    post({ say: 'status', status: { cases: book.size(), behind, ready, unread: unread.size, broken } });
  };
  const answer = (id: number, question: Question): void => {
    try {
      post({ say: 'value', id, value: answerTo(book, question) });
    } catch (error) {
      post({ say: 'failed', id, why: wordsOf(error) });
    }
  };
  const flush = (): void => {
    flushTimer = undefined;
    if (!ready || broken !== null || feed?.isFarBehind() === true) return;
    for (const { id, question } of asked.splice(0)) answer(id, question);
    for (const [id, one] of followed) {
      if (one.version === book.version()) continue;
      one.version = book.version();
      answer(id, one.question);
    }
  };
  const changed = (): void => {
    flushTimer ??= setTimeout(flush, FLUSH_MS);
    statusTimer ??= setTimeout(tellStatus, STATUS_MS);
  };

  const saver = quietSaver(async () => {
    if (kept === null || feed === undefined || !isSaver || broken !== null || !kept.isDirty()) return false;
    try {
      await kept.save(everyKept(), feed.checkpoints());
      return true;
    } catch (error) {
      onTrouble('indicators: saving', error);
      return false;
    }
  }, nowMs);
  function* everyKept(): Iterable<readonly [string, Kept]> {
    for (const tally of book.tallies()) yield [tally.id, tally];
    for (const id of unread) yield [id, { id, unread: true }];
  }
  /** What was kept is taken over, and how far it had been read; where there is nothing, or nothing whole, everything is read. */
  const takenOver = async (): Promise<Checkpoints> => {
    if (kept === null) return {};
    try {
      const from = await kept.load((some) => {
        for (const one of some) {
          if (isUnread(one)) unread.add(one.id);
          else book.set(one.id, one);
        }
        changed();
      });
      if (from !== null) return from;
    } catch (error) {
      onTrouble('indicators: what was kept is damaged and made anew', error);
      book.clear();
      unread.clear();
    }
    kept.touchAll();
    return {};
  };

  const tallied = (id: string, document: Incoming | null): Tally | null => {
    unread.delete(id);
    if (document === null || !isCase(document)) return null;
    try {
      return tallyOf(historyOf(id, document.log, foldLog(document.log, shelf.of)));
    } catch (error) {
      // One that cannot be judged is in no number, and the page says how many there are.
      unread.add(id);
      onTrouble(`indicators: ${id}`, error);
      return null;
    }
  };
  const failed = (error: unknown): void => {
    onTrouble('indicators: reading', error);
    broken = wordsOf(error);
    for (const { id } of asked.splice(0)) post({ say: 'failed', id, why: broken });
    tellStatus();
  };
  /** Reads everything, by the rules at hand. */
  const readAll = async (from: StoreReader): Promise<void> => {
    ready = false;
    book.clear();
    unread.clear();
    tellStatus();
    const since = await takenOver();
    const reading = stockFeed({
      reader: from,
      collections: ['cases'],
      from: since,
      apply: (changes) => {
        for (const [id, document] of changes) {
          book.set(id, tallied(id, document));
          kept?.touch(id);
        }
        if (changes.length > 0) saver.soon();
      },
      onProgress: changed,
      // What was not read is in no number: better none than those.
      onTrouble: (_what, error) => {
        failed(error);
      },
    });
    feed = reading;
    tellStatus();
    await reading.catchUp();
    // Closed meanwhile, or begun anew under other rules.
    if (feed !== reading || isClosing || broken !== null) return;
    ready = true;
    tellStatus();
    flush();
    // What took long is kept at once, however lately something was written.
    void saver.now();
  };
  const stopFeed = async (): Promise<void> => {
    const running = feed;
    feed = undefined;
    await running?.stop();
  };
  const begin = (catalogs: readonly CatalogDocument[], open: () => StoreReader | undefined): void => {
    // What runs is told to stop at once, so that its turn ends.
    const stopping = stopFeed();
    turn = turn
      .then(async () => {
        await stopping;
        if (isClosing) return;
        broken = null;
        shelf = shelfOf(catalogs);
        reader ??= open();
        kept?.close();
        kept = store === undefined ? null : await openKept(store, catalogs);
        if (reader !== undefined) await readAll(reader);
      })
      .catch(failed);
  };
  const close = async (): Promise<void> => {
    isClosing = true;
    await feed?.stop();
    await turn;
    saver.stop();
    await saver.now();
    feed = undefined;
    clearTimeout(flushTimer);
    clearTimeout(statusTimer);
    await reader?.close();
    kept?.close();
    followed.clear();
    post({ say: 'closed' });
  };

  return {
    receive: (message) => {
      switch (message.say) {
        case 'open':
          store = message.store;
          whenSaver(message.store)
            .then(() => {
              isSaver = true;
              saver.soon();
            })
            .catch((error: unknown) => {
              onTrouble('indicators: the lock of the saver', error);
            });
          begin(message.catalogs, () => openReader(message.store));
          return;
        case 'catalogs':
          begin(message.catalogs, () => undefined);
          return;
        case 'changed':
          feed?.heard('cases', message.writes);
          return;
        case 'ask':
          if (broken !== null) post({ say: 'failed', id: message.id, why: broken });
          else if (ready) answer(message.id, message.question);
          else asked.push(message);
          return;
        case 'follow': {
          const { id, question } = message;
          followed.set(id, { question, version: ready ? book.version() : -1 });
          if (ready) answer(id, question);
          return;
        }
        case 'leave':
          followed.delete(message.id);
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
