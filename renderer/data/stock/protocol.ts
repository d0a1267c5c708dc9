import type { CollectionName } from '../../../shared/domain/document-types.ts';
import type { ToneBy } from '../../../shared/stock/points.ts';
import type { StockSettings } from '../../../shared/stock/projection.ts';
import type { ListAsked, ListQuery } from '../../../shared/stock/query.ts';
import type { StockKind } from '../../../shared/stock/rows.ts';
import type { Answering, Asking } from '../asking.ts';
import type { WorkerLine } from '../worker-line.ts';
import type { StockStatus } from './api.ts';

/* What the window and the worker of the stock say to each other. Everything survives structured cloning. */

/** A question; its answer has the type that the method of `StockApi` of the same name promises. */
export type Question =
  | { readonly ask: 'list'; readonly asked: ListAsked }
  | { readonly ask: 'ids'; readonly query: ListQuery }
  | { readonly ask: 'row'; readonly kind: StockKind; readonly id: string }
  | { readonly ask: 'rows'; readonly kind: StockKind; readonly ids: readonly string[] }
  | {
      readonly ask: 'find';
      readonly typed: string;
      readonly kinds: readonly StockKind[] | undefined;
      readonly perGroup: number | undefined;
    }
  | { readonly ask: 'building'; readonly id: string }
  | { readonly ask: 'buildings' }
  | { readonly ask: 'points'; readonly query: ListQuery; readonly toneBy: ToneBy }
  | { readonly ask: 'issues' }
  | { readonly ask: 'issuesOf'; readonly rule: string; readonly from: number; readonly count: number }
  | { readonly ask: 'issuesAt'; readonly subject: string };

/** Where the stock reads from and what it opens seals with. The key cannot be read out, neither here nor there. */
export interface OpenStore {
  readonly store: string;
  readonly collections: readonly CollectionName[];
  readonly key: CryptoKey;
  readonly keyId: string;
  /** Names the documents that lie there (`madeOf`): what was saved of others is not read. */
  readonly madeOf: string;
}

/** A write that the window heard of: `lwt` is RxDB's time of it. */
export interface Heard {
  readonly id: string;
  readonly lwt: number;
}

export type ToWorker =
  | { readonly say: 'open'; readonly store: OpenStore; readonly settings: StockSettings }
  | { readonly say: 'settings'; readonly settings: StockSettings }
  | { readonly say: 'changed'; readonly collection: CollectionName; readonly writes: readonly Heard[] }
  | Asking<Question>
  | { readonly say: 'save' }
  | { readonly say: 'close' };

export type FromWorker =
  | { readonly say: 'status'; readonly status: StockStatus }
  | Answering
  | { readonly say: 'trouble'; readonly what: string; readonly why: string }
  | { readonly say: 'closed' };

export type Line = WorkerLine<ToWorker, FromWorker>;
