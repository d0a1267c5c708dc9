import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { StockSettings } from '../../../shared/stock/projection.ts';
import type { ListAnswer, ListAsked } from '../../../shared/stock/query.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import type { AreaDocument } from '../../../shared/domain/area.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Policy } from '../../../shared/sync/wire.ts';
import type { CatalogsApi, Live, TrustedClock } from '../api.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import { watchWrites } from '../collections/store-access.ts';
import { asking } from '../asking.ts';
import { cell, remembered } from '../live.ts';
import type { Sealer } from '../seal/sealer.ts';
import type { BuildingFigures, ListedIssue, StockApi, StockPoints, StockStatus } from './api.ts';
import { lineWithoutWorker, workerLine } from './lines.ts';
import type { Line, Question } from './protocol.ts';
import { STOCK_COLLECTIONS } from './store-reader.ts';

export interface StockParts {
  /** Names the local databases of this person on this server. */
  readonly store: string;
  readonly sealer: Sealer;
  /** Names the documents in the collections (`storage/made-of.ts`). */
  readonly madeOf: string;
  readonly collections: LocalCollections;
  readonly areas: Live<readonly AreaDocument[]>;
  readonly catalogs: CatalogsApi;
  readonly clock: TrustedClock;
  readonly policy: Policy;
  /** Whose queues are kept; left out where no cases are shown. */
  readonly user?: User;
  readonly onTrouble: (what: string, error: unknown) => void;
  /** To whom the work is given; left out: a worker of this window, where there are any. */
  readonly line?: Line;
}

const NO_COUNTS = { person: 0, room: 0, enterprise: 0, component: 0, ledgerEntry: 0, case: 0, target: 0 };
const MINUTE_MS = 60_000;

function settingsOf({ catalogs, clock, policy, user }: StockParts): StockSettings | undefined {
  const [tags, placeKinds, risk] = [catalogs.tags.get(), catalogs.placeKinds.get(), catalogs.riskRules.get()];
  const counting = catalogs.countingRules.get();
  if (tags === undefined || placeKinds === undefined || risk === undefined || counting === undefined) return undefined;
  return {
    today: shanghaiDayOf(isoAt(clock.nowMs())),
    isDemonstration: policy.demonstration ?? false,
    tags,
    placeKinds,
    risk,
    recurring: counting.recurring,
    ...(user === undefined ? {} : { person: { id: user.id, posts: user.posts } }),
  };
}

export function openStock(parts: StockParts): StockApi & { readonly close: () => Promise<void> } {
  const { store, sealer, collections, catalogs, onTrouble } = parts;
  const line = parts.line ?? (typeof Worker === 'undefined' ? lineWithoutWorker() : workerLine());
  const status = cell<StockStatus>({ ready: false, counts: NO_COUNTS, behind: 0, checked: false });
  const { ask, follow, hear, end } = asking<Question>(line.post);
  let closed: () => void = () => undefined;

  line.onMessage((message) => {
    switch (message.say) {
      case 'status':
        status.set(message.status);
        return;
      case 'value':
        hear(message);
        return;
      case 'failed':
        onTrouble('stock: a question', new Error(message.why));
        hear(message);
        return;
      case 'trouble':
        onTrouble(message.what, new Error(message.why));
        return;
      case 'closed':
        closed();
    }
  });

  // Tests open fewer collections.
  const here = STOCK_COLLECTIONS.filter((name) => Object.hasOwn(collections, name));
  let told = '';
  let isOpen = false;
  const tellSettings = (): void => {
    const settings = settingsOf(parts);
    if (settings === undefined) return;
    const now = JSON.stringify(settings);
    if (now === told) return;
    told = now;
    if (isOpen) line.post({ say: 'settings', settings });
    else
      line.post({
        say: 'open',
        store: { store, collections: here, key: sealer.key, keyId: sealer.keyId, madeOf: parts.madeOf },
        settings,
      });
    isOpen = true;
  };
  const stops = [
    ...[catalogs.tags, catalogs.placeKinds, catalogs.riskRules, catalogs.countingRules].map((one: Live<unknown>) =>
      one.subscribe(tellSettings),
    ),
    ...here.map((name) =>
      watchWrites(collections[name], (writes) => {
        line.post({ say: 'changed', collection: name, writes });
      }),
    ),
  ];
  tellSettings();
  // A new day: ages, ends and visits are reckoned anew.
  const eachMinute = setInterval(tellSettings, MINUTE_MS);
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') line.post({ say: 'save' });
  };
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', onHide);

  const lists = new WeakMap<ListAsked, Live<unknown>>();
  const byKey = remembered((key: string) => follow<unknown>(JSON.parse(key) as Question));
  const followed = <T>(question: Question): Live<T> => byKey(JSON.stringify(question)) as Live<T>;
  return {
    status,
    list: <K extends StockKind>(asked: ListAsked<K>): Live<ListAnswer<K>> => {
      const known = lists.get(asked) ?? follow<unknown>({ ask: 'list', asked });
      lists.set(asked, known);
      return known as Live<ListAnswer<K>>;
    },
    ids: (query) => ask<readonly string[]>({ ask: 'ids', query }),
    row: <K extends StockKind>(kind: K, id: string) => followed<RowOf<K> | null>({ ask: 'row', kind, id }),
    rows: <K extends StockKind>(kind: K, ids: readonly string[]) =>
      ask<readonly RowOf<K>[]>({ ask: 'rows', kind, ids }),
    find: (typed, options) => ask({ ask: 'find', typed, kinds: options?.kinds, perGroup: options?.perGroup }),
    building: (id) => followed<readonly RowOf<'room'>[]>({ ask: 'building', id }),
    buildings: followed<ReadonlyMap<string, BuildingFigures>>({ ask: 'buildings' }),
    points: (query, toneBy) => followed<StockPoints>({ ask: 'points', query, toneBy }),
    issues: followed({ ask: 'issues' }),
    issuesOf: (rule, from, count) => followed<readonly ListedIssue[]>({ ask: 'issuesOf', rule, from, count }),
    issuesAt: (subject) => followed({ ask: 'issuesAt', subject }),
    close: async () => {
      clearInterval(eachMinute);
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', onHide);
      for (const stop of stops) stop();
      if (isOpen) {
        const done = new Promise<void>((resolve) => {
          closed = resolve;
        });
        line.post({ say: 'close' });
        await done;
      }
      line.end();
      end('the stock is closed');
    },
  };
}
