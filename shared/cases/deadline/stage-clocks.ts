import { CLOCK_NAMES, type ClockName } from '../../domain/case.ts';
import type { TimeLimit } from '../../domain/catalog.ts';
import type { Step } from '../path.ts';
import type { ClockRules } from './clock-rules.ts';
import { isKnownLimit, minutes, spanOf, type Span } from './span.ts';
import { timed, type Timed } from './timed.ts';

/** What the clocks read of a step. The state is open: one of a newer version stops every clock but that of the whole. */
export type ClockStep = Pick<Step, 'from' | 'entry' | 'act' | 'department' | 'extensions' | 'by'> & {
  readonly state: string;
};

/** A clock of one round of one stage: a second check, another department, a case dispatched anew have clocks of their own. */
export interface StageClock extends Timed {
  readonly name: ClockName;
  /** What it may take, extensions included. */
  readonly span: Span;
  /** The step that began it. */
  readonly begun: ClockStep;
  /** Of the handling: whose it is. */
  readonly department: string | null;
  /** The step that stopped it; null while it runs or is paused. */
  readonly stopped: ClockStep | null;
}

interface Plan {
  readonly name: ClockName;
  readonly runsIn: ReadonlySet<string>;
  /** Waits for others, and goes on with the time that is left. */
  readonly pausesIn: ReadonlySet<string>;
  /** Has been done, yet may have to be done again in the time that is left. In every other state it is over, and the next one is new. */
  readonly restsIn: ReadonlySet<string>;
}

const VERIFYING = 'verifying';
const SUSPENDED = 'suspended';
const HANDLED_IN = ['pendingSign', 'handling', 'joint', 'handled', 'rework'];
const CHECKED_IN = ['feedback', 'checking'];
const NONE: ReadonlySet<string> = new Set();

const PLANS: readonly Plan[] = [
  // From the report to the opening, whoever of the acceptors has it; stands still while somebody is sent to look.
  { name: 'accept', runsIn: new Set(['reported', 'pendingOpen']), pausesIn: new Set([VERIFYING]), restsIn: NONE },
  { name: 'dispatch', runsIn: new Set(['pendingDispatch']), pausesIn: NONE, restsIn: NONE },
  // Before the opening and before the closing alike.
  { name: 'check', runsIn: new Set([VERIFYING]), pausesIn: NONE, restsIn: NONE },
  { name: 'check', runsIn: new Set(CHECKED_IN), pausesIn: NONE, restsIn: NONE },
  {
    name: 'handle',
    runsIn: new Set(HANDLED_IN),
    // Given back by the department, or suspended.
    pausesIn: new Set(['pendingDispatch', 'pendingOpen', 'reported', VERIFYING, SUSPENDED]),
    restsIn: new Set([...CHECKED_IN, 'pendingClose']),
  },
  {
    name: 'total',
    runsIn: new Set(['reported', 'pendingOpen', 'pendingDispatch', ...HANDLED_IN, ...CHECKED_IN, 'pendingClose']),
    pausesIn: new Set([VERIFYING, SUSPENDED]),
    restsIn: NONE,
  },
];

/** A round while the path is being read. */
interface Round {
  readonly begun: ClockStep;
  readonly intervals: readonly { readonly fromMs: number; readonly toMs: number | null }[];
  readonly stopped: ClockStep | null;
  /** Extensions there were before it began: they were another's. */
  readonly extensionsBefore: number;
  readonly extensions: number;
  readonly isOver: boolean;
}

/** Whether a step of a running stage goes on with the round there is. */
function continues({ name }: Plan, round: Round | undefined, step: ClockStep): round is Round {
  if (round === undefined || round.isOver) return false;
  // Another department has all the time; the same one what is left of its own (DOMAIN §1.7).
  return name !== 'handle' || round.begun.department === step.department;
}

function withStep(plan: Plan, rounds: readonly Round[], step: ClockStep, atMs: number): readonly Round[] {
  const last = rounds.at(-1);
  if (plan.runsIn.has(step.state)) {
    if (!continues(plan, last, step)) {
      const extensions = step.extensions;
      const begun = { begun: step, intervals: [{ fromMs: atMs, toMs: null }], stopped: null, isOver: false };
      return [...ended(rounds, step, atMs), { ...begun, extensionsBefore: extensions, extensions }];
    }
    const isRunning = last.intervals.at(-1)?.toMs === null;
    const intervals = isRunning ? last.intervals : [...last.intervals, { fromMs: atMs, toMs: null }];
    return [...rounds.slice(0, -1), { ...last, intervals, stopped: null, extensions: step.extensions }];
  }
  if (last === undefined || last.isOver) return rounds;
  // Opened anew by another row of the standard: what was used under the old one no longer counts.
  const isOpenedAnew = plan.name === 'handle' && step.act === 'open';
  if (!isOpenedAnew && plan.pausesIn.has(step.state)) return [...rounds.slice(0, -1), cutAt(last, atMs)];
  if (!isOpenedAnew && plan.restsIn.has(step.state))
    return [...rounds.slice(0, -1), { ...cutAt(last, atMs), stopped: last.stopped ?? step }];
  return ended(rounds, step, atMs);
}

function cutAt(round: Round, atMs: number): Round {
  const running = round.intervals.at(-1);
  if (running?.toMs !== null) return round;
  return { ...round, intervals: [...round.intervals.slice(0, -1), { ...running, toMs: atMs }] };
}

function ended(rounds: readonly Round[], step: ClockStep, atMs: number): readonly Round[] {
  const last = rounds.at(-1);
  if (last === undefined || last.isOver) return rounds;
  return [...rounds.slice(0, -1), { ...cutAt(last, atMs), stopped: last.stopped ?? step, isOver: true }];
}

/** What a round may take; null while no standard is chosen to say so. */
function spanFor(plan: Plan, round: Round, limit: TimeLimit | null, { stageMinutes }: ClockRules): Span | null {
  if (plan.name === 'accept' || plan.name === 'dispatch' || plan.name === 'check')
    return minutes(stageMinutes[plan.name]);
  if (limit === null || !isKnownLimit(limit)) return null;
  const { clock, ms } = spanOf(limit);
  const handlingMs = ms * (1 + round.extensions - round.extensionsBefore);
  if (plan.name === 'handle') return { clock, ms: handlingMs };
  // The whole may take what its stages may take together, in the clock of the standard.
  return { clock, ms: handlingMs + minutes(stageMinutes.accept + stageMinutes.dispatch + stageMinutes.check).ms };
}

/**
 * All clocks that a case has had, by the way it went, the limit of its standard and the rules it is kept under; in the order in which they began. Pure: whether
 * one that runs is overdue is asked of it with the present (`timed.ts`).
 */
export function clocksOf(
  path: readonly ClockStep[],
  limit: TimeLimit | null,
  rules: ClockRules,
): readonly StageClock[] {
  const steps = path.map((step) => [step, Date.parse(step.from)] as const);
  const clocks = PLANS.flatMap((plan) =>
    steps
      .reduce<readonly Round[]>((rounds, [step, atMs]) => withStep(plan, rounds, step, atMs), [])
      .flatMap((round): readonly StageClock[] => {
        const span = spanFor(plan, round, limit, rules);
        if (span === null) return [];
        const { begun, stopped, intervals } = round;
        const department = plan.name === 'handle' ? begun.department : null;
        return [{ name: plan.name, span, begun, department, stopped, ...timed(intervals, span, rules) }];
      }),
  );
  return clocks.sort((a, b) => a.startedMs - b.startedMs);
}

/** The clocks of the present: the last round of every stage, in the order of the stages, the whole last. */
export function presentClocks(clocks: readonly StageClock[]): readonly StageClock[] {
  return CLOCK_NAMES.flatMap((name) => clocks.findLast((clock) => clock.name === name) ?? []);
}

/** The clock that runs out first of the stages that run; the whole only where no stage runs: it is the stage that somebody can still do something about. */
export function firstDue(clocks: readonly StageClock[]): StageClock | null {
  const running = clocks.filter((clock) => clock.isRunning);
  const [first] = [...running].sort(
    (a, b) => Number(a.name === 'total') - Number(b.name === 'total') || a.dueMs - b.dueMs,
  );
  return first ?? null;
}
