import type { SourceEntry } from '../domain/catalog.ts';
import type { HistoryType } from '../domain/change.ts';
import type { Post } from '../domain/staff.ts';

/** A record as actions see it: any of the types with history. */
export interface AnyRecord {
  readonly _id: string;
  readonly type: HistoryType;
  readonly scope: string;
  readonly [field: string]: unknown;
}

/** One record before and after. `before: null`: it is new. Nothing is ever deleted: what is taken back becomes `state: 'void'`. */
export interface Edit {
  readonly before: AnyRecord | null;
  readonly after: AnyRecord;
  /** The edit upon whose lost values this one decides: it stands in the history even where nothing changes. */
  readonly settles?: string;
}

/**
 * What an action gives back (pure: documents and input in, this out): everything one act changes, together. It is committed whole, undone whole,
 * and stands in the history of every record it touched under one `batch`.
 */
export interface ChangeSet {
  /** moveIn, changeHead, edit, … as it stands in the history. */
  readonly act: string;
  /** In words, with whom it is about: 迁入 严立诚. */
  readonly title: string;
  /** 走访, 公安, … of the catalogue of sources. */
  readonly source: string;
  readonly reason?: string;
  readonly edits: readonly Edit[];
  /** What follows from it, in sentences, shown before the click: 户内 4 人一起迁到 …; 原户 … 空置. */
  readonly consequences: readonly string[];
}

/** Why an act is not possible: words for the person, as everywhere. */
export interface NotPossible {
  readonly code: string;
  readonly why: string;
  readonly fix: string;
}
export type ActionResult =
  { readonly ok: true; readonly value: ChangeSet } | { readonly ok: false; readonly reason: NotPossible };

/** What actions need beside documents: today in Shanghai, an id for what is new. */
export interface ActionContext {
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly nowIso: string;
  readonly newId: (type: HistoryType) => string;
  /** A ULID for what is new inside a record: a hazard, a result, a licence. */
  readonly newKey: () => string;
  /** Who acts: `person:<ULID>` key, staff id, terminal, and the post by which he acts. */
  readonly by: {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    readonly device: string;
    readonly post: Post;
  };
  readonly source: string;
  readonly reason?: string;
  /** The catalogue of sources: which is stronger (一数一源). */
  readonly sources: readonly SourceEntry[];
}
