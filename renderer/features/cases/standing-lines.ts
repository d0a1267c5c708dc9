import { VERIFIED_WORDS } from '../../../shared/cases/acts/intake.ts';
import type { CaseContext, OpenRequest } from '../../../shared/cases/case-context.ts';
import { hoursToCheck } from '../../../shared/cases/same-hour.ts';
import type { CaseDocument, CaseState, LogEntry } from '../../../shared/domain/case.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { limitWords } from '../../lib/case-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';

const ASKED = { extension: '延期', suspension: '挂账', appeal: '申诉' } as const;
const DECIDES = { department: '部门', dispatcher: '派遣员', streetClerk: '街道受理员' } as const;
const PART_STATE = { pendingSign: '待签收', handling: '处置中', suspended: '挂账', done: '已办完' } as const;

/** A line of what runs beside the stage of a case. */
export interface StandingLine {
  readonly name: string;
  readonly words: string;
}

/** The last day of a rest: it ends with it. */
const lastDay = (endsAt: string): string => shanghaiDayOf(isoAt(Date.parse(endsAt) - 1));

const extraOfPart = ({ suspendedUntil, extensions }: NonNullable<CaseDocument['parts']>[number]): string =>
  `${suspendedUntil === undefined ? '' : `至 ${lastDay(suspendedUntil)}`}${extensions === undefined ? '' : ` · 已延 ${String(extensions)} 次`}`;

function timeOfPart({ dueAt, inTime }: NonNullable<CaseDocument['parts']>[number], nowMs: number): string {
  if (inTime !== undefined) return inTime ? ' · 按期' : ' · 超期';
  if (dueAt === undefined) return '';
  return Date.parse(dueAt) < nowMs
    ? ` · 已超期，时限 ${momentWords(dueAt, nowMs)}`
    : ` · 时限 ${momentWords(dueAt, nowMs)}`;
}

const clockOf = (ms: number): string =>
  [ms / 3_600_000, (ms % 3_600_000) / 60_000].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
const isToBeChecked = ({ state }: CaseDocument): boolean => state === 'feedback' || state === 'checking';
function checkLine(document: CaseDocument): StandingLine | false {
  const hours = hoursToCheck(document);
  if (hours === null) return false;
  return {
    name: '核查时段',
    words: `问题时有时无，${clockOf(hours.fromMs)}–${clockOf(hours.toMs)} 到现场看（发现的时刻前后一小时）`,
  };
}

/** What the entry said when it was asked for: nobody decides on a word alone. */
const reasonIn = (log: readonly LogEntry[], isIt: (entry: LogEntry) => boolean): string => {
  const reason = log.findLast(isIt)?.data['reason'];
  return typeof reason === 'string' ? reason : '';
};
const inBrackets = (words: string): string => (words === '' ? '' : `（${words}）`);

function requestLine(
  log: readonly LogEntry[],
  request: OpenRequest | null,
  nowMs: number,
  whose = '',
): StandingLine | false {
  if (request === null) return false;
  const { kind, by, until, decidedBy } = request;
  const entry = log.find(({ id }) => id === request.entry);
  const what = `${ASKED[kind]}${until === null ? '' : `至 ${until}`}`;
  const why = inBrackets(reasonIn(log, ({ id }) => id === request.entry));
  const when = entry === undefined ? '' : ` ${momentWords(entry.at, nowMs)} `;
  return { name: '申请', words: `${whose}${what}${why}，${by.name}${when}提，等${DECIDES[decidedBy]}审批` };
}

function supervisionLine(log: readonly LogEntry[], { supervision }: CaseContext, nowMs: number): StandingLine | false {
  if (supervision === null) return false;
  const { by, replyBy, answeredAt } = supervision;
  const asked = `${by.name}：${reasonIn(log, ({ act, by: author }) => act === 'supervise' && author.id === by.id)}`;
  const until = replyBy === null ? '等回复' : `等回复，${replyBy} 前`;
  return {
    name: '督办',
    words: `${asked}；${answeredAt === null ? until : `${momentWords(answeredAt, nowMs)} 已回复`}`,
  };
}

function whistleLine(log: readonly LogEntry[], { whistle }: CaseContext, nowMs: number): StandingLine | false {
  if (whistle === null || whistle.endedAt !== null) return false;
  const why = inBrackets(reasonIn(log, ({ act }) => act === 'blowWhistle'));
  const called = whistle.called.map(({ name, arrivedAt }) =>
    arrivedAt === null ? `${name}还没报到` : `${name} ${momentWords(arrivedAt, nowMs)} 报到`,
  );
  return {
    name: '吹哨',
    words: `${momentWords(whistle.at, nowMs)} ${whistle.by.name}吹哨${why}：${called.join('，')}`,
  };
}

const VERIFIED_IN: ReadonlySet<CaseState> = new Set(['verifying', 'reported', 'pendingOpen']);
function verificationLine(
  log: readonly LogEntry[],
  { verification }: CaseContext,
  state: CaseState,
): StandingLine | false {
  if (verification === null || !VERIFIED_IN.has(state)) return false;
  const sent = log.findLast(({ act }) => act === 'sendToVerify')?.data['workerName'];
  const who = typeof sent === 'string' ? sent : '本网格的网格员';
  const words = verification.result === null ? `等${who}到现场看` : VERIFIED_WORDS[verification.result];
  return { name: '核实', words };
}

const SOLVED_WORDS = { yes: '已解决', no: '未解决', unknown: '是否解决说不清' } as const;
const SATISFIED_WORDS = { yes: '满意', fair: '基本满意', no: '不满意', unknown: '没有评价' } as const;
function visitLine({ visit }: CaseContext, state: CaseState): StandingLine | false {
  if (visit === null || state !== 'visited') return false;
  const words = visit.reached ? `${SOLVED_WORDS[visit.solved]}，${SATISFIED_WORDS[visit.satisfied]}` : '没有联系上';
  return { name: '回访', words };
}

/** Claims, requests, supervision, parts and what else a person has to know beside the stage; what is over is not among them. `context`: the document's own, folded. */
export function standingLines(document: CaseDocument, context: CaseContext, nowMs: number): readonly StandingLine[] {
  const { log, state, claim, bundle, handler, extensions, suspendedUntil, escalatedAt, exemptAt } = document;
  const lines: (StandingLine | false)[] = [
    claim !== undefined &&
      Date.parse(claim.until) > nowMs && {
        name: '认领',
        words: `${claim.name}，保留到 ${momentWords(claim.until, nowMs)}`,
      },
    verificationLine(log, context, state),
    bundle !== undefined && {
      name: '捆绑',
      words: `和另外 ${String(bundle.size - 1)} 件一起派遣，一起计时（${limitWords(bundle.limit)}）`,
    },
    handler !== undefined && { name: '处置人', words: handler.name },
    suspendedUntil !== undefined && {
      name: '挂账',
      words: `${state === 'joint' ? '有必办部门挂账，整件停表' : ''}至 ${lastDay(suspendedUntil)}，到期自动恢复`,
    },
    requestLine(log, context.request, nowMs),
    ...context.parts.map(({ request, name }) => requestLine(log, request, nowMs, `${name} `)),
    extensions !== undefined && { name: '延期', words: `已延 ${String(extensions)} 次` },
    supervisionLine(log, context, nowMs),
    whistleLine(log, context, nowMs),
    isToBeChecked(document) && checkLine(document),
    escalatedAt !== undefined && { name: '升级', words: `${momentWords(escalatedAt, nowMs)} 已升级到区` },
    visitLine(context, state),
    exemptAt !== undefined && { name: '申诉', words: '已同意，不计入统计，超期的事实保留' },
  ];
  const parts = (document.parts ?? []).map((part) => ({
    name: part.isLead ? '主办' : '协办',
    words: `${part.name} · ${PART_STATE[part.state]}${extraOfPart(part)}${timeOfPart(part, nowMs)}${part.what === undefined ? '' : ` · ${part.what}`}`,
  }));
  return [...lines.filter((line) => line !== false), ...parts];
}
