import type { Work } from './story.ts';

/** What the player asks of a workstation's process. */
export type Asked =
  | {
      readonly verb: 'open';
      readonly folder: string;
      readonly server: string;
      readonly spoil: number | null;
      readonly offsetMs: number;
    }
  | { readonly verb: 'sign'; readonly account: string; readonly password: string }
  | { readonly verb: 'leave' }
  | { readonly verb: 'again'; readonly password: string }
  | { readonly verb: 'work'; readonly work: Work }
  | { readonly verb: 'clock'; readonly offsetMs: number }
  | { readonly verb: 'disk'; readonly full: boolean }
  /** Sends what waits, until nothing does. */
  | { readonly verb: 'drain'; readonly password: string; readonly withinMs: number }
  /** Leaves, and forgets everything of this machine; the answer says whether nothing of it is open any more. */
  | { readonly verb: 'rest' }
  /** Waits until exactly these documents lie here in these revisions, and no evidence but this (`beyond-centre.ts`); gives what lies here in any case. */
  | {
      readonly verb: 'compare';
      readonly expected: Readonly<Record<string, string>>;
      readonly evidence: readonly string[];
      readonly withinMs: number;
    };

/** What somebody was told is written: it must be found again, at the centre or in his tray. */
export type Deed =
  | { readonly kind: 'entry'; readonly id: string; readonly subject: string }
  | { readonly kind: 'photo'; readonly id: string; readonly subject: string }
  /** One edit of an act: `says` is what it wrote, to be found in the record or its history. */
  | { readonly kind: 'change'; readonly batch: string; readonly subject: string; readonly says: string | null }
  | { readonly kind: 'draft'; readonly id: string; readonly says: string };

export interface Worked {
  readonly deeds: readonly Deed[];
  /** Ids whose author gave them up or wrote them anew: asked for, whether or not it was answered. */
  readonly letGo: readonly string[];
  /** What stood against it, in the product's words. */
  readonly refused: string | null;
}

/** What a ledger says of a write. */
export interface Noted {
  readonly delivery: string;
  readonly receiptAt: string | undefined;
  /** Of a photo: the entry that names it. */
  readonly entry: string | undefined;
}

export interface Held {
  readonly id: string;
  readonly rev: string | undefined;
  readonly content: unknown;
  readonly unsent: number;
}

/** What lies on a terminal for the person who is signed in. */
export interface Laid {
  readonly documents: readonly Held[];
  /** Ids of evidence, sealed here. */
  readonly evidence: readonly string[];
  /** What the store keeps of documents that went, beyond their place. */
  readonly remains: readonly string[];
  readonly tray: readonly {
    readonly id: string;
    readonly subject: string;
    readonly batch: string | null;
    readonly code: string;
  }[];
  readonly drafts: readonly { readonly id: string; readonly says: string }[];
  readonly counts: Readonly<Record<string, number>>;
  /** The rows of the ledger, those in the tray left out. */
  readonly writes: Readonly<Record<string, Noted>>;
}

/** What waits where nobody is signed in. */
export const NOBODY = 'nobody is signed in';

export interface Drained {
  /** Null: nothing waits any more. */
  readonly waits: string | null;
}

export interface Envelope {
  readonly id: number;
  readonly asked: Asked;
}
export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly words: string }
  | { readonly trouble: string }
  /** What must never happen to a program. */
  | { readonly fault: string };
