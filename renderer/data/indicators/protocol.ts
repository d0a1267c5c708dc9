import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import type { Answering, Asking } from '../asking.ts';
import type { Heard, OpenStore } from '../stock/protocol.ts';
import type { WorkerLine } from '../worker-line.ts';
import type { GroupsAsked, IndicatorsStatus, PartListAsked, StretchAsked, SumsAsked } from './api.ts';

/* What the window and the worker of the indicators say to each other. Everything survives structured cloning. */

/** A question; its answer has the type that the method of `IndicatorsApi` of the same name promises. */
export type Question =
  | { readonly ask: 'sums'; readonly asked: SumsAsked }
  | { readonly ask: 'groups'; readonly asked: GroupsAsked }
  | { readonly ask: 'list'; readonly asked: StretchAsked }
  | { readonly ask: 'whole'; readonly asked: PartListAsked };

export type ToWorker =
  /** `catalogs`: those by which logs are folded. */
  | { readonly say: 'open'; readonly store: OpenStore; readonly catalogs: readonly CatalogDocument[] }
  | { readonly say: 'catalogs'; readonly catalogs: readonly CatalogDocument[] }
  | { readonly say: 'changed'; readonly writes: readonly Heard[] }
  | Asking<Question>
  /** The window may go: what changed is written now. */
  | { readonly say: 'save' }
  | { readonly say: 'close' };

export type FromWorker =
  | { readonly say: 'status'; readonly status: IndicatorsStatus }
  | Answering
  /** The worker itself is broken: nothing will come any more. */
  | { readonly say: 'broken'; readonly why: string }
  | { readonly say: 'trouble'; readonly what: string; readonly why: string }
  | { readonly say: 'closed' };

export type Line = WorkerLine<ToWorker, FromWorker>;
