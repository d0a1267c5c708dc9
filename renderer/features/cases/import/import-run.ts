import { actOf, isAct } from '../../../../shared/cases/acts.ts';
import type { CaseDocument, LogEntry } from '../../../../shared/domain/case.ts';
import type { Outcome, Trouble, Workstation } from '../../../data/api.ts';
import { webLocks, type Locks } from '../../../lib/locks.ts';
import { asImport, type ImportItem, type KeptImport } from './kept-import.ts';

/** What is known of one row that was to be taken in. */
export type ItemState =
  /** `why`: it was to be merged, and is a case of its own for the time being. */
  | { readonly kind: 'in'; readonly why?: string }
  | { readonly kind: 'merged' }
  /** A colleague, or another terminal, has taken in the same number. */
  | { readonly kind: 'already' }
  | { readonly kind: 'not'; readonly why: string }
  | { readonly kind: 'takenBack' }
  /** Somebody has gone on with it: it stays. */
  | { readonly kind: 'touched'; readonly by: string };

export interface ItemLine {
  readonly item: ImportItem;
  readonly state: ItemState;
}

export type ImportState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly phase: 'taking' | 'undoing'; readonly done: number; readonly total: number }
  /** Begun and not through: a window closed, or the disk was full. */
  | { readonly kind: 'kept'; readonly kept: KeptImport; readonly left: number; readonly why: string | undefined }
  | { readonly kind: 'through'; readonly kept: KeptImport; readonly lines: readonly ItemLine[] };

export interface ImportRunner {
  readonly get: () => ImportState;
  readonly subscribe: (changed: () => void) => () => void;
  /** `onKept`: it lies on the disk and goes on by itself. Rejects where it could not be kept: then nothing is taken in. */
  readonly start: (kept: KeptImport, onKept?: () => void) => Promise<void>;
  readonly goOn: () => Promise<void>;
  /** Voids what nobody has gone on with. */
  readonly undo: () => Promise<void>;
  /** What is left of one that was begun is left as it is; what is done stays. */
  readonly leaveRest: () => Promise<void>;
  /** The words of an import that is through are read. */
  readonly dismiss: () => Promise<void>;
}

type Parts = Pick<Workstation, 'cases'>;

const isOf =
  (batch: string) =>
  (entry: LogEntry): boolean =>
    entry.data['batch'] === batch || entry.data['undone'] === batch;

const laterOfOthers = (document: CaseDocument, batch: string): LogEntry | undefined =>
  document.log.find((entry) => !isOf(batch)(entry));

const touchWords = ({ act, by }: LogEntry): string => `${by.name} 已${isAct(act) ? actOf(act).label : '办理'}`;

/** How a row stands, by what is in its case: whoever stopped when, that is what happened. */
function stateOf(
  { id, phase }: KeptImport,
  item: ImportItem,
  document: CaseDocument | undefined,
  why: string | undefined,
): ItemState {
  if (document === undefined) return { kind: 'not', why: why ?? '还没有收。' };
  if (!document.log.some(({ act, data }) => act === 'report' && data['batch'] === id)) return { kind: 'already' };
  if (document.log.some(({ act, data }) => act === 'void' && data['undone'] === id)) return { kind: 'takenBack' };
  const other = laterOfOthers(document, id);
  if (other !== undefined && phase !== 'taken' && phase !== 'taking') return { kind: 'touched', by: touchWords(other) };
  const isMerged = document.log.some(({ act, data }) => act === 'merge' && data['batch'] === id);
  if (isMerged) return { kind: 'merged' };
  return why === undefined ? { kind: 'in' } : { kind: 'in', why };
}

/** A refusal of this one row; anything else (disk, store) would befall the next one too. */
const isOfTheRow = ({ code }: Trouble): boolean =>
  code.startsWith('not-legal') || code === 'not-here' || code === 'post' || code === 'controlled';
const wordsOf = ({ what, next }: Trouble): string => `${what}${next}`;

/** One per open workstation: it goes on while one looks at other pages, and ends with the session. */
export function importRunner({ cases }: Parts, lockName: string, locks: Locks = webLocks): ImportRunner {
  let state: ImportState = { kind: 'none' };
  const listeners = new Set<() => void>();
  const set = (next: ImportState): void => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const documentOf = async (id: string): Promise<CaseDocument | undefined> => (await cases.many([id]))[0];
  const linesOf = async (kept: KeptImport, whys: ReadonlyMap<string, string>): Promise<readonly ItemLine[]> => {
    const there = new Map((await cases.many(kept.items.map(({ caseId }) => caseId))).map((one) => [one._id, one]));
    return kept.items.map((item) => ({
      item,
      state: stateOf(kept, item, there.get(item.caseId), whys.get(item.caseId)),
    }));
  };
  const NO_WHYS: ReadonlyMap<string, string> = new Map();
  const look = async (why?: string): Promise<void> => {
    const kept = asImport(await cases.keptImport());
    if (kept === undefined) {
      set({ kind: 'none' });
      return;
    }
    const lines = await linesOf(kept, NO_WHYS);
    if (kept.phase === 'taken' || kept.phase === 'undone') set({ kind: 'through', kept, lines });
    else set({ kind: 'kept', kept, left: lines.filter((line) => isToDo(kept, line)).length, why });
  };

  /** Takes one row in, and merges it where that was chosen: each only once, however often this is asked. */
  const takeIn = async (kept: KeptImport, item: ImportItem): Promise<Outcome<unknown>> => {
    const { caseId, finding, into } = item;
    const batch = { batch: kept.id };
    let document = await documentOf(caseId);
    if (document === undefined && finding !== undefined) {
      const outcome = await cases.takeIn(caseId, kept.post, finding, batch);
      if (!outcome.ok) return outcome;
      document = await documentOf(caseId);
    }
    const isOurs = document?.log.some(isOf(kept.id)) === true;
    const isMerged = document?.log.some(({ act }) => act === 'merge') === true;
    if (into === undefined || !isOurs || isMerged) return { ok: true, value: undefined };
    const number = into.number === undefined ? {} : { intoNumber: into.number };
    const merged = await cases.act(caseId, 'merge', kept.post, { into: into.id, ...number, ...batch }, []);
    if (merged.ok || !isOfTheRow(merged.trouble)) return merged;
    return { ok: false, trouble: { ...merged.trouble, what: `已收，没有并成：${merged.trouble.what}` } };
  };
  const takeBack = async (kept: KeptImport, item: ImportItem): Promise<Outcome<unknown>> => {
    const done: Outcome<unknown> = { ok: true, value: undefined };
    const document = await documentOf(item.caseId);
    if (document === undefined) return done;
    const { kind } = stateOf({ ...kept, phase: 'undoing' }, item, document, undefined);
    if (kind !== 'in' && kind !== 'merged') return done;
    const reason = { reason: `撤销导入 ${kept.file}`.slice(0, 200), undone: kept.id };
    if (document.state === 'merged') {
      const apart = await cases.act(item.caseId, 'unmerge', kept.post, reason, []);
      if (!apart.ok) return apart;
    }
    return cases.act(item.caseId, 'void', kept.post, reason, []);
  };

  const through = async (kept: KeptImport, phase: 'taking' | 'undoing'): Promise<void> => {
    const whys = new Map<string, string>();
    const total = kept.items.length;
    for (const [done, item] of kept.items.entries()) {
      set({ kind: 'running', phase, done, total });
      const outcome = await (phase === 'taking' ? takeIn(kept, item) : takeBack(kept, item));
      if (outcome.ok) continue;
      if (!isOfTheRow(outcome.trouble)) {
        await look(outcome.trouble.what);
        return;
      }
      whys.set(item.caseId, wordsOf(outcome.trouble));
    }
    const over: KeptImport = { ...kept, phase: phase === 'taking' ? 'taken' : 'undone' };
    const lines = await linesOf(over, whys);
    const notIn = new Set(lines.filter(({ state: each }) => each.kind === 'not').map(({ item }) => item));
    // What is in has its finding in the case.
    const items = over.items.map((item) => {
      const { finding: _there, cells: _read, ...rest } = item;
      return notIn.has(item) ? item : rest;
    });
    set({
      kind: 'through',
      kept: { ...over, items },
      lines: lines.map((line, at) => ({ ...line, item: items[at] ?? line.item })),
    });
    await cases.keepImport({ ...over, items });
  };
  const never = new AbortController().signal;
  /** Not while another window is at it; what that one has done is in the logs. */
  const inTurn = (work: () => Promise<void>): Promise<void> => locks.hold(lockName, work, never);
  const begin = async (kept: KeptImport, phase: 'taking' | 'undoing', onKept?: () => void): Promise<void> => {
    const begun = { ...kept, phase };
    await cases.keepImport(begun);
    onKept?.();
    await through(begun, phase);
  };

  // The store is open and the question is ours: a failure is a bug and shall show.
  void look();
  return {
    get: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    start: (kept, onKept) => inTurn(() => begin(kept, 'taking', onKept)),
    goOn: () =>
      inTurn(async () => {
        const kept = asImport(await cases.keptImport());
        if (kept?.phase === 'taking' || kept?.phase === 'undoing') await through(kept, kept.phase);
        else await look();
      }),
    undo: () =>
      inTurn(async () => {
        const kept = asImport(await cases.keptImport());
        if (kept === undefined) await look();
        else await begin(kept, 'undoing');
      }),
    leaveRest: () =>
      inTurn(async () => {
        const kept = asImport(await cases.keptImport());
        if (kept !== undefined)
          await cases.keepImport({ ...kept, phase: kept.phase === 'taking' ? 'taken' : 'undone' });
        await look();
      }),
    dismiss: async () => {
      await cases.keepImport(null);
      set({ kind: 'none' });
    },
  };
}

const isToDo = ({ phase }: KeptImport, { item, state: { kind } }: ItemLine): boolean =>
  phase === 'taking'
    ? kind === 'not' || (kind === 'in' && item.into !== undefined)
    : kind === 'in' || kind === 'merged';

const runners = new WeakMap<Workstation, ImportRunner>();

export function importRunnerOf(workstation: Workstation): ImportRunner {
  const known = runners.get(workstation) ?? importRunner(workstation, `ggw-import-${workstation.user.id}`);
  runners.set(workstation, known);
  return known;
}
