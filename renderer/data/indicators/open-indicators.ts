import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { asking } from '../asking.ts';
import type { LocalCollection } from '../collections/open-database.ts';
import { watchWrites } from '../collections/store-access.ts';
import { cell, liveWhileHeard } from '../live.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { Live } from '../values.ts';
import type { Group, IndicatorsApi, IndicatorsStatus, PartList, Sums } from './api.ts';
import { indicatorsLine } from './lines.ts';
import type { Line, Question } from './protocol.ts';

export interface IndicatorsParts {
  /** Names the local databases of this person on this server. */
  readonly store: string;
  readonly sealer: Sealer;
  /** Names the documents in the collection (`storage/made-of.ts`). */
  readonly madeOf: string;
  readonly cases: LocalCollection;
  readonly catalogs: Live<readonly CatalogDocument[]>;
  readonly rooms: Pick<Rooms, 'read' | 'write'>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** The tables that a fold asks. */
const FOLDED_BY: ReadonlySet<CatalogDocument['kind']> = new Set([
  'caseRules',
  'calendar',
  'dispatchRules',
  'departments',
]);

/** A note lies in the sealed memory under the key of its sheet. */
const noteId = (key: string): string => `indicators-note ${key}`;

const NOT_YET: IndicatorsStatus = { cases: 0, behind: 0, ready: false, unread: 0, broken: null };

/** Nothing is read before somebody looks: whoever never opens the page pays nothing. From then on it is kept up to date until the store is closed. */
export function openIndicators(parts: IndicatorsParts): IndicatorsApi & { readonly close: () => Promise<void> } {
  const { store, sealer, madeOf, cases, catalogs, rooms, onTrouble } = parts;
  const status = cell<IndicatorsStatus>(NOT_YET);
  let opened: { readonly line: Line; readonly stop: () => void } | undefined;
  let closed: () => void = () => undefined;

  const open = (): Line => {
    if (opened !== undefined) return opened.line;
    const line = indicatorsLine();
    line.onMessage((message) => {
      switch (message.say) {
        case 'status':
          status.set(message.status);
          return;
        case 'value':
          questions.hear(message);
          return;
        case 'failed':
          onTrouble('indicators: a question', new Error(message.why));
          questions.hear(message);
          return;
        case 'broken':
          onTrouble('indicators: the worker', new Error(message.why));
          status.set({ ...status.get(), broken: message.why });
          return;
        case 'trouble':
          onTrouble(message.what, new Error(message.why));
          return;
        case 'closed':
          closed();
      }
    });
    let told = '';
    const tellCatalogs = (): void => {
      const some = catalogs.get()?.filter(({ kind }) => FOLDED_BY.has(kind));
      const now = JSON.stringify(some);
      if (some === undefined || now === told) return;
      if (told === '')
        line.post({
          say: 'open',
          store: { store, collections: ['cases'], key: sealer.key, keyId: sealer.keyId, madeOf },
          catalogs: some,
        });
      else line.post({ say: 'catalogs', catalogs: some });
      told = now;
    };
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') line.post({ say: 'save' });
    };
    const hides = typeof document !== 'undefined';
    if (hides) document.addEventListener('visibilitychange', onHide);
    const stops = [
      () => {
        if (hides) document.removeEventListener('visibilitychange', onHide);
      },
      catalogs.subscribe(tellCatalogs),
      watchWrites(cases, (writes) => {
        line.post({ say: 'changed', writes });
      }),
    ];
    opened = {
      line,
      stop: () => {
        for (const stop of stops) stop();
      },
    };
    tellCatalogs();
    return line;
  };
  const questions = asking<Question>((message) => {
    open().post(message);
  });
  const known = new WeakMap<object, Live<unknown>>();
  const followed = <T>(question: Exclude<Question, { readonly ask: 'whole' }>): Live<T> => {
    const there = known.get(question.asked) ?? questions.follow<unknown>(question);
    known.set(question.asked, there);
    // The protocol: an answer has the type that its question promises.
    return there as Live<T>;
  };

  return {
    status: liveWhileHeard<IndicatorsStatus>((set) => {
      open();
      set(status.get());
      return status.subscribe(() => {
        set(status.get());
      });
    }),
    sums: (asked) => followed<readonly Sums[]>({ ask: 'sums', asked }),
    groups: (asked) => followed<readonly Group[]>({ ask: 'groups', asked }),
    list: (asked) => followed<PartList>({ ask: 'list', asked }),
    groupsNow: (asked) => questions.ask({ ask: 'groups', asked }),
    whole: (asked) => questions.ask({ ask: 'whole', asked }),
    keptNote: async (key) => {
      const kept = await rooms.read('memory', noteId(key));
      return typeof kept === 'string' ? kept : '';
    },
    keepNote: (key, text) =>
      rooms.write([
        text === ''
          ? { room: 'memory', id: noteId(key), gone: true }
          : { room: 'memory', id: noteId(key), value: text },
      ]),
    close: async () => {
      if (opened === undefined) return;
      opened.stop();
      if (status.get().broken === null) {
        const done = new Promise<void>((resolve) => {
          closed = resolve;
        });
        opened.line.post({ say: 'close' });
        await done;
      }
      opened.line.end();
      questions.end('the indicators are closed');
    },
  };
}
