import { categoryKeyText } from '../../domain/catalog.ts';
import type { Channel } from '../../domain/case.ts';
import type { Step } from '../path.ts';
import { COUNTED_BY, type IndicatorKey } from './all-indicators.ts';
import { HIT, MISS } from './counted.ts';
import { meanHandling } from './handling.ts';
import { closedAt, handlingOverMs, lastHandling, openedAt, type CaseHistory } from './history.ts';
import { judgedIn, type DepartmentOf, type Judged } from './judged.ts';
import { acceptanceTime, reportedOf, type Reported } from './reporting.ts';
import { answerLimitMs, replyLimitMs } from './three-rates.ts';

/** What all indicators say of one case, and by what it is looked for: its log is not needed any more. */
export interface Tally {
  readonly id: string;
  /** Grid it lies in. */
  readonly scope: string;
  /** `categoryKeyText`. */
  readonly category: string;
  readonly channel: Channel;
  readonly reportedAtMs: number;
  /** The first time; null while it never was. */
  readonly openedAtMs: number | null;
  /** The last time; null while it is open. */
  readonly closedAtMs: number | null;
  readonly place: Reported;
  readonly judged: Readonly<Partial<Record<IndicatorKey, readonly Judged[]>>>;
}

/** A dispatch is put down to the department it went to, all else to the one that has the case or had it last. */
function departmentsOf(one: CaseHistory): DepartmentOf {
  const last = lastHandling(one)?.department ?? one.context.department ?? '';
  const dispatched = new Map(
    one.entries.flatMap(({ id, data }) =>
      typeof data['department'] === 'string' ? [[id, data['department']] as const] : [],
    ),
  );
  return (entry) => (entry === undefined ? last : (dispatched.get(entry) ?? last));
}

/** What is underway has failed as soon as its time is over. */
function withLimit(judged: readonly Judged[], limitMs: number | null): readonly Judged[] {
  if (limitMs === null) return judged;
  return judged.map((each) =>
    each.verdict?.counts === false && each.verdict.why === 'underway'
      ? { ...each, later: { afterMs: limitMs, verdict: MISS } }
      : each,
  );
}

const instantOf = (step: Step | undefined): number | null => (step === undefined ? null : Date.parse(step.from));

/** What a case adds to the indicators; null while nothing has been reported. */
export function tallyOf(one: CaseHistory): Tally | null {
  const { finding } = one.context;
  const [place] = reportedOf(one);
  if (finding === null || place === undefined) return null;
  const departmentOf = departmentsOf(one);
  const whole: Judged = { department: departmentOf(undefined), verdict: HIT };
  const judged: Partial<Record<IndicatorKey, readonly Judged[]>> = { reported: [whole] };
  const put = (key: IndicatorKey, some: readonly Judged[]): void => {
    if (some.length > 0) judged[key] = some;
  };
  for (const [key, count] of Object.entries(COUNTED_BY) as [
    keyof typeof COUNTED_BY,
    (typeof COUNTED_BY)[keyof typeof COUNTED_BY],
  ][])
    put(key, judgedIn(count([one]), departmentOf));
  put('answered', withLimit(judged.answered ?? [], answerLimitMs(one)));
  put('replied', withLimit(judged.replied ?? [], replyLimitMs(one)));
  const overMs = handlingOverMs(one);
  if (overMs !== null) put('overdueNow', [{ ...whole, verdict: null, later: { afterMs: overMs, verdict: HIT } }]);
  const acceptMs = acceptanceTime(one);
  if (acceptMs !== null) put('meanAccept', [{ ...whole, ms: acceptMs }]);
  const { work, continuous } = meanHandling([one]);
  put(
    'meanWork',
    work.items.map(() => ({ ...whole, ms: work.totalMs })),
  );
  put(
    'meanContinuous',
    continuous.items.map(() => ({ ...whole, ms: continuous.totalMs })),
  );
  return {
    id: one.id,
    scope: finding.place.gridCode,
    category: categoryKeyText(finding.category),
    channel: finding.channel,
    reportedAtMs: place.atMs,
    openedAtMs: instantOf(openedAt(one)),
    closedAtMs: instantOf(closedAt(one)),
    place,
    judged,
  };
}
