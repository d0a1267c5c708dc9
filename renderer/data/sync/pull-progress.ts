import { DOCUMENT_TYPES, type DocumentType } from '../../../shared/domain/document-types.ts';
import type { SyncStatus } from '../api.ts';

/** So many documents of each type. */
export type Counts = ReadonlyMap<string, number>;
type FirstPull = SyncStatus['firstPull'];

/** What people call the kinds of document, in the order in which a first pull brings them. Types without a name here are not spoken of. */
const NAMES: Partial<Readonly<Record<DocumentType, string>>> = {
  catalog: '目录和网格',
  area: '目录和网格',
  staff: '人员',
  case: '事件',
  task: '任务',
  target: '任务',
  patrol: '任务',
  careFile: '专门档案',
  building: '楼栋',
  room: '房屋',
  person: '居民',
  occupancy: '居住和户',
  household: '居住和户',
  enterprise: '单位',
  component: '部件和台账',
  ledgerEntry: '部件和台账',
  objection: '变更和异议',
  change: '变更和异议',
  careChange: '变更和异议',
};
const typesOfKind = (kind: string): readonly DocumentType[] =>
  (Object.keys(DOCUMENT_TYPES) as DocumentType[]).filter((type) => NAMES[type] === kind);
export const PULL_KINDS: readonly { readonly kind: string; readonly types: readonly DocumentType[] }[] = [
  ...new Set((Object.keys(DOCUMENT_TYPES) as DocumentType[]).flatMap((type) => NAMES[type] ?? [])),
].map((kind) => ({ kind, types: typesOfKind(kind) }));

const sumOf = (counts: Counts, types: readonly string[]): number =>
  types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);

/** The rate is that of the last half minute, so that the time left does not jump with every batch: what a full queue or a slow line did before says nothing of what is left. */
const WINDOW_MS = 30_000;
/** Sooner than this after the first rows nobody can say how long it will take. */
const LEAST_MS = 5_000;

export interface PaceMeter {
  /** Seconds left by the rate of the last seconds; `null` while that cannot be known. */
  readonly secondsLeft: (got: number, total: number, nowMs: number) => number | null;
  /** Out of contact nothing comes: what is measured begins anew. */
  readonly reset: () => void;
}

export function paceMeter(): PaceMeter {
  let samples: readonly { readonly atMs: number; readonly got: number }[] = [];
  return {
    secondsLeft: (got, total, nowMs) => {
      samples = [...samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS), { atMs: nowMs, got }];
      const [first] = samples;
      if (first === undefined) return null;
      const [tookMs, came] = [nowMs - first.atMs, got - first.got];
      if (tookMs < LEAST_MS || came <= 0) return null;
      return Math.max(0, total - got) / (came / (tookMs / 1000));
    },
    reset: () => {
      samples = [];
    },
  };
}

/**
 * How far a first pull is, by kind. Without totals (the server has not been asked yet, or does not say) there are counts and no end. More may come than was
 * counted, because people go on writing meanwhile: then the total gives way.
 */
export function firstPullOf(
  got: Counts,
  totals: Counts | null,
  done: boolean,
  meter: PaceMeter,
  nowMs: number,
): FirstPull {
  const kinds = PULL_KINDS.map(({ kind, types }) => {
    const came = sumOf(got, types);
    return { kind, got: came, total: totals === null ? null : Math.max(came, sumOf(totals, types)) };
  }).filter(({ got: came, total }) => came > 0 || total !== 0);
  if (done || totals === null) return { done, kinds, secondsLeft: null };
  const total = kinds.reduce((sum, kind) => sum + (kind.total ?? 0), 0);
  const all = kinds.reduce((sum, kind) => sum + kind.got, 0);
  return { done, kinds, secondsLeft: meter.secondsLeft(all, total, nowMs) };
}
