import type { AnyRecord } from '../../shared/actions/change-set.ts';
import type { Act } from '../../shared/cases/acts.ts';
import type { Template } from '../../shared/cases/dispatch/templates.ts';
import type { CountingRules } from '../../shared/cases/counting-rules.ts';
import type { DuplicateRules } from '../../shared/cases/likeness/duplicate-rules.ts';
import type { Rulebooks } from '../../shared/cases/rulebook.ts';
import type { Shelf } from '../../shared/cases/shelf.ts';
import type { AreaDocument } from '../../shared/domain/area.ts';
import type { BuildingDocument } from '../../shared/domain/building.ts';
import type { CaseDocument, CaseState, Channel, Finding, Place } from '../../shared/domain/case.ts';
import type {
  CatalogDocument,
  CategoryEntry,
  CategoryKey,
  CollectionNote,
  DepartmentEntry,
  FieldEntry,
  PlaceKindEntry,
  ReasonEntry,
  SourceEntry,
  StandardRow,
  TagEntry,
  TermEntry,
} from '../../shared/domain/catalog.ts';
import type { ChangeEntry } from '../../shared/domain/change.ts';
import type { DueFields } from '../../shared/cases/deadline/due-fields.ts';
import type { PhotoKind } from '../../shared/domain/evidence.ts';
import type { Post, StaffDocument, User } from '../../shared/domain/staff.ts';
import type { AuditedAct } from '../../shared/domain/audit.ts';
import type { RiskTable } from '../../shared/risk/risk-level.ts';
import type { DevicesResponse } from '../../shared/sync/device-report.ts';
import type { Policy } from '../../shared/sync/wire.ts';
import type { HandoverApi } from './handover/api.ts';
import type { PostsApi } from './posts/api.ts';
import type { RecordsApi } from './records/api.ts';
import type { Live, Outcome, Trouble, Whereabouts } from './values.ts';
import type { IndicatorsApi } from './indicators/api.ts';
import type { StockApi } from './stock/api.ts';
import type { StorageApi } from './storage/api.ts';
import type { WindowsApi } from './windows/api.ts';

export type { Live, Outcome, Trouble, Whereabouts } from './values.ts';

/** Where a photo stands on its way. */
export type Delivery = 'local' | 'queued' | 'delivered' | 'refused';

/** A case as lists and maps need it: no log, nothing decrypted twice. */
export interface CaseRow {
  readonly id: string;
  readonly number: string | undefined;
  readonly state: CaseState;
  readonly stage: number;
  /** `categoryKeyText` of the category. */
  readonly category: string;
  readonly categoryName: string;
  readonly description: string;
  readonly address: string;
  readonly point: readonly [number, number];
  readonly gridCode: string;
  readonly channel: Channel;
  readonly urgent: boolean;
  readonly department: string | undefined;
  /** Of a joint handling: the departments whose part is open. */
  readonly parts?: readonly string[];
  /** Those of them whose part rests (挂账). */
  readonly resting?: readonly string[];
  readonly reporterId: string;
  readonly reporterName: string;
  readonly reportedAt: string;
  readonly changedAt: string;
  /** The clock that runs out first, or how it ended. */
  readonly due: DueFields;
  /** 挂账: the instant at which it ends by itself. */
  readonly suspendedUntil: string | undefined;
  readonly returns: number;
  readonly round: number;
  readonly photoCount: number;
  /** Entries of mine without a receipt. */
  readonly unsent: number;
  /** Whether one of my writes on it lies in the 退回箱. */
  readonly refused: boolean;
}

/** A finding not yet reported. Sealed, saved as it is typed, never synced. */
export interface Draft {
  readonly id: string;
  readonly savedAt: string;
  readonly category?: CategoryKey & { readonly name: string };
  readonly place?: Place;
  readonly description: string;
  readonly urgent: boolean;
  readonly channel: Channel;
  readonly outcome: 'report' | 'selfHandle';
  readonly photos: readonly DraftPhoto[];
}
export interface DraftPhoto {
  readonly id: string;
  readonly kind: PhotoKind;
  readonly takenAt: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** One write of this device: a log entry, a photo, or one edit of one record. The unit of the sync equation. */
export interface WriteRow {
  readonly id: string;
  readonly kind: 'entry' | 'photo' | 'change';
  /** The case or record it belongs to. */
  readonly subject: string;
  /** In words: 上报 暴露垃圾, 照片 近景. */
  readonly title: string;
  readonly writtenAt: string;
  readonly delivery: Exclude<Delivery, 'local'>;
  /** Server time of the receipt and revision it is for. */
  readonly receiptAt?: string;
  readonly receiptRev?: string;
  /** Why it waits, when it is not simply its turn. */
  readonly waiting?: string;
  /** The act an edit of a record belongs to. */
  readonly batch?: string;
  /** How often it was sent without an answer since the program began to send; absent: never. */
  readonly tries?: number;
  /** 已交接: its record left our sight, and it goes (or went) to whoever keeps that now, as this document. */
  readonly handover?: string;
}

/** A write that the server did not take: kept until its author resends or discards it. */
export interface RefusedWrite {
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  readonly act: Act | 'photo' | 'change';
  readonly writtenAt: string;
  readonly refusedAt: string;
  readonly code: string;
  readonly why: string;
  readonly fix: string;
  /** What was submitted, as (field in words, text) for reading. */
  readonly submitted: readonly (readonly [string, string])[];
  /** Of an edit of a record: what it says, field by field, and the record as it left it. Uncovered: whoever shows it covers it. */
  readonly change?: ChangeEntry;
  readonly record?: AnyRecord;
}

/** By path: what an author says now in the place of what came back; `undefined` takes the value away. */
export type Amended = Readonly<Record<string, unknown>>;

export interface SyncCounts {
  readonly written: number;
  readonly delivered: number;
  readonly queued: number;
  readonly refused: number;
  readonly photosQueued: number;
  /** Of the delivered those of long ago, which are counted and not listed any more. */
  readonly earlier: number;
}

export interface SyncStatus {
  readonly online: boolean;
  /** Since when the present online/offline state holds, ISO. Offline begins with the last contact, also one before a restart. */
  readonly since: string;
  readonly counts: SyncCounts;
  /** First pull: by kind, how far. `done` once everything of the scope is here. */
  readonly firstPull: {
    readonly done: boolean;
    readonly kinds: readonly { readonly kind: string; readonly got: number; readonly total: number | null }[];
    /** By the rate of the last seconds; `null` while it cannot be known. */
    readonly secondsLeft: number | null;
  };
  /** Only one window replicates; the others show what it does. */
  readonly leader: boolean;
  /** Why sync stands still although the server answers: signed out elsewhere, account locked, … in words. */
  readonly halted: string | null;
  readonly lastContactAt: string | null;
}

export interface NewPhoto {
  readonly blob: Blob;
  readonly kind: PhotoKind;
  readonly takenAt: string;
}

/** A step of mine that stands in the log without effect: a colleague came first. */
export interface LostStep {
  /** The entry's id. */
  readonly id: string;
  readonly caseId: string;
  readonly act: string;
  readonly at: string;
  readonly why: string;
  readonly fix: string;
  /** Category, address and number of the case, and how it stands now. */
  readonly title: string;
  readonly address: string;
  readonly number: string | undefined;
  readonly state: CaseState;
  readonly gridCode: string;
  readonly department: string | undefined;
  /** What overtook it; not there where it was a rule, not a person. */
  readonly first?: {
    readonly act: string;
    readonly by: string;
    readonly at: string;
    readonly departmentName: string | undefined;
  };
}

export interface CasesApi {
  /** Every open case (not final) of the scope, newest change first; exact, live. */
  readonly open: Live<readonly CaseRow[]>;
  /** Cases, open or not, of which something has changed since an instant (ISO); read when asked, whole. */
  readonly changedSince: (instant: string) => Promise<readonly CaseDocument[]>;
  /** One case, `null` when it is not (or no longer) here. */
  readonly one: (id: string) => Live<CaseDocument | null>;
  /** Appends an entry. Legal on the local fold, or refused in words before anything is written. Photos are stored first. */
  readonly act: (
    id: string,
    act: Act,
    post: Post,
    data: Readonly<Record<string, unknown>>,
    photos: readonly NewPhoto[],
  ) => Promise<Outcome<{ readonly entryId: string }>>;
  /** As they are now, in the order asked for; those that are not here are left out. */
  readonly many: (ids: readonly string[]) => Promise<readonly CaseDocument[]>;
  /** The acts on many cases that somebody has begun, until they are through: sealed, on this terminal, so that a window that dies midway leaves nothing forgotten. */
  readonly keptBatch: () => Promise<unknown>;
  readonly keepBatch: (batch: unknown) => Promise<void>;
  /** The last file of demands that was taken in, with what waits in it, until somebody is done with it: sealed, on this terminal. */
  readonly keptImport: () => Promise<unknown>;
  readonly keepImport: (kept: unknown) => Promise<void>;
  /** Reports a finding of another channel under an id that follows from its number: what is there under that id already is left as it is. `data` goes into the entry beside the finding. */
  readonly takeIn: (
    id: string,
    post: Post,
    finding: Finding,
    data: Readonly<Record<string, unknown>>,
  ) => Promise<Outcome<{ readonly caseId: string }>>;
  /** Steps of mine that had no effect and that I have not seen yet, newest first. */
  readonly lost: Live<readonly LostStep[]>;
  readonly seenLost: (entryId: string) => Promise<void>;
  /** Turns a draft into a case with its first entry and queues its photos. */
  readonly submitDraft: (draftId: string, post: Post) => Promise<Outcome<{ readonly caseId: string }>>;
}

export interface DraftsApi {
  readonly all: Live<readonly Draft[]>;
  readonly create: (channel: Channel) => Promise<Draft>;
  readonly save: (draft: Draft) => Promise<Draft>;
  readonly addPhoto: (draftId: string, photo: NewPhoto) => Promise<Outcome<Draft>>;
  readonly removePhoto: (draftId: string, photoId: string) => Promise<Draft>;
  /** Undone within ten seconds by `restore`. */
  readonly discard: (draftId: string) => Promise<void>;
  readonly restore: (draftId: string) => Promise<void>;
}

export interface PhotosApi {
  /** Object URL of the thumbnail; fetched from the server when it is not here. `null`: neither here nor reachable. The caller revokes nothing. */
  readonly thumb: (photoId: string) => Live<string | null>;
  /** The original, on demand. */
  readonly original: (photoId: string) => Promise<Outcome<string>>;
  readonly delivery: (photoId: string) => Live<Delivery>;
}

/** One special ledger as configured. */
export interface LedgerKind {
  readonly key: string;
  readonly name: string;
  readonly titleField: string;
  readonly byMonth: boolean;
  readonly onMap: boolean;
  readonly fields: readonly FieldEntry[];
  readonly differences: readonly string[];
}

export interface CatalogsApi {
  /** Every version of every table in sight, in force or not, the unsent included. */
  readonly all: Live<readonly CatalogDocument[]>;
  /** What is being changed of a table and not published yet: sealed, on this terminal only. `null` lets go of it. */
  readonly keptDraft: (table: string) => Promise<unknown>;
  readonly keepDraft: (table: string, draft: unknown) => Promise<void>;
  readonly categories: Live<readonly CategoryEntry[]>;
  readonly standards: Live<readonly StandardRow[]>;
  readonly notes: Live<readonly CollectionNote[]>;
  readonly departments: Live<readonly DepartmentEntry[]>;
  readonly reasons: Live<readonly ReasonEntry[]>;
  readonly terms: Live<readonly TermEntry[]>;
  readonly sources: Live<readonly SourceEntry[]>;
  readonly tags: Live<readonly TagEntry[]>;
  readonly placeKinds: Live<readonly PlaceKindEntry[]>;
  readonly riskRules: Live<RiskTable>;
  /** From when on two findings may be the same thing. */
  readonly duplicateRules: Live<DuplicateRules>;
  /** 反复问题 and 综合得分: what counts as what. */
  readonly countingRules: Live<CountingRules>;
  /** 一件事: prepared joint handlings. */
  readonly templates: Live<readonly Template[]>;
  readonly careFields: Live<ReadonlyMap<string, readonly FieldEntry[]>>;
  readonly ledgers: Live<readonly LedgerKind[]>;
}

/** The last comparison of the ledger with what the centre has. */
export interface ReceiptsChecked {
  readonly at: string;
  /** So many of the listed writes the centre has. */
  readonly held: number;
  /** Receipts that were none: queued again, or gone and said so in the 退回箱. */
  readonly again: number;
  readonly gone: number;
}

export interface SyncApi {
  readonly status: Live<SyncStatus>;
  /** How many documents of each kind lie here; counted while somebody looks. */
  readonly stored: Live<readonly { readonly kind: string; readonly count: number }[]>;
  readonly receiptsChecked: Live<ReceiptsChecked | null>;
  /** Asks the centre which of this person's writes it has, and puts right what differs. */
  readonly checkReceipts: () => Promise<Outcome<void>>;
  /** Writes without a receipt, oldest first. */
  readonly queued: Live<readonly WriteRow[]>;
  readonly refused: Live<readonly RefusedWrite[]>;
  readonly receipts: (limit: number) => Live<readonly WriteRow[]>;
  /** Of a step of a case, by its entry, with the photos it names. */
  readonly whereIs: (entryId: string) => Live<Whereabouts>;
  readonly syncNow: () => Promise<void>;
  /** When `status.halted` asks for the password: opens a session anew without closing the store. The password is not kept. */
  readonly signInAgain: (password: string) => Promise<Outcome<void>>;
  /** Writes the refused act anew on what the server has now; `amended` only of an edit of a record, and only fields it speaks of. */
  readonly resend: (id: string, amended?: Amended) => Promise<Outcome<void>>;
  /** A refused report becomes a draft, with its photos, and leaves the 退回箱. */
  readonly reportAnew: (id: string) => Promise<Outcome<Draft>>;
  readonly discard: (id: string) => Promise<void>;
}

export interface TrustedClock {
  readonly nowMs: () => number;
  /** False after an offline restart, until the server has been heard. */
  readonly verified: () => boolean;
  /** Device clock minus server clock at the last contact, ms. */
  readonly deviationMs: () => number;
}

/** An opened, unsealed store of one person on one server. */
export interface Workstation {
  readonly user: User;
  readonly terminal: string;
  readonly policy: Policy;
  /** True when signed in by password alone, the server not reached. */
  readonly offlineSignIn: boolean;
  readonly cases: CasesApi;
  readonly drafts: DraftsApi;
  readonly photos: PhotosApi;
  readonly areas: Live<readonly AreaDocument[]>;
  readonly buildings: Live<readonly BuildingDocument[]>;
  /** Colleagues, as far as one may see them. */
  readonly staff: Live<readonly StaffDocument[]>;
  readonly catalogs: CatalogsApi;
  /** The rules that cases are kept by, as far as they are here. */
  readonly rulebooks: Rulebooks;
  /** What keeps a finding from being reported at an instant (ISO), as far as the tables are here. */
  readonly controlOn: Shelf['controlOn'];
  readonly records: RecordsApi;
  readonly handovers: HandoverApi;
  readonly stock: StockApi;
  readonly indicators: IndicatorsApi;
  readonly sync: SyncApi;
  readonly clock: TrustedClock;
  /** How the terminals of the area stand, for who looks after them; asked of the centre each time. */
  readonly devices: () => Promise<Outcome<DevicesResponse>>;
  readonly storage: StorageApi;
  readonly posts: PostsApi;
  readonly windows: WindowsApi;
  /** After `storage.gone` or with `posts.next`: closes what is left, opens the store anew (from the journal and the server; under the other posts), without asking for the password. */
  readonly reopen: () => Promise<SignInOutcome>;
  readonly audit: (act: AuditedAct, object?: string, reason?: string) => Promise<void>;
  /** Seals again: ends replication, forgets the keys, closes the databases. */
  readonly close: () => Promise<void>;
}

/** Known on this terminal: name and post only, so that the sign-in page may offer them. */
export interface KnownAccount {
  readonly account: string;
  readonly displayName: string;
  readonly post: string;
  /** Days of offline sign-in left, negative when over. */
  readonly offlineDaysLeft: number;
  /** Writes of this person on this terminal without a receipt. */
  readonly unsent: number;
}

export type SignInTrouble =
  /** `isOffline`: said by this terminal, which knows the password it was opened with last and no other. */
  | { readonly kind: 'wrong'; readonly triesLeft: number | undefined; readonly isOffline?: true }
  | { readonly kind: 'locked'; readonly until: string | undefined; readonly isOffline?: true }
  | { readonly kind: 'stopped'; readonly unsent: number }
  | { readonly kind: 'needsServer' }
  /** Client and server are too far apart in version to work together at present. */
  | { readonly kind: 'version'; readonly words: string }
  | { readonly kind: 'offlineOver'; readonly days: number }
  | { readonly kind: 'store'; readonly trouble: Trouble };

export type SignInOutcome =
  { readonly ok: true; readonly workstation: Workstation } | { readonly ok: false; readonly trouble: SignInTrouble };
