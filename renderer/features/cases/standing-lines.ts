import { hoursToCheck } from '../../../shared/cases/same-hour.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import { limitWords } from '../../lib/case-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';

const ASKED = { extension: '延期', suspension: '挂账', appeal: '申诉' } as const;
const DECIDES = { department: '部门', dispatcher: '派遣员', streetClerk: '街道受理员' } as const;
const PART_STATE = { pendingSign: '待签收', handling: '处置中', done: '已办完' } as const;

/** A line of what runs beside the stage of a case. */
export interface StandingLine {
  readonly name: string;
  readonly words: string;
}

function timeOfPart({ dueAt, inTime }: NonNullable<CaseDocument['parts']>[number], nowMs: number): string {
  if (inTime !== undefined) return inTime ? ' · 按期' : ' · 超期';
  if (dueAt === undefined) return '';
  return Date.parse(dueAt) < nowMs
    ? ` · 已超期，时限 ${momentWords(dueAt, nowMs)}`
    : ` · 时限 ${momentWords(dueAt, nowMs)}`;
}

/** The last day of a rest: it ends with it. */
const lastDay = (endsAt: string): string => shanghaiDayOf(isoAt(Date.parse(endsAt) - 1));

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

/** Claims, requests, supervision, parts and what else a person has to know beside the stage; what is over is not among them. */
export function standingLines(document: CaseDocument, nowMs: number): readonly StandingLine[] {
  const { claim, bundle, handler, request, extensions, suspendedUntil, supervision, whistle, escalatedAt, exemptAt } =
    document;
  const lines: (StandingLine | false)[] = [
    claim !== undefined &&
      Date.parse(claim.until) > nowMs && {
        name: '认领',
        words: `${claim.name}，保留到 ${momentWords(claim.until, nowMs)}`,
      },
    bundle !== undefined && {
      name: '捆绑',
      words: `和另外 ${String(bundle.size - 1)} 件一起派遣，一起计时（${limitWords(bundle.limit)}）`,
    },
    handler !== undefined && { name: '处置人', words: handler.name },
    suspendedUntil !== undefined && { name: '挂账', words: `至 ${lastDay(suspendedUntil)}，到期自动恢复` },
    request !== undefined && { name: '申请', words: `${ASKED[request.kind]}，等${DECIDES[request.decidedBy]}审批` },
    extensions !== undefined && { name: '延期', words: `已延 ${String(extensions)} 次` },
    supervision !== undefined && {
      name: '督办',
      words:
        supervision.answeredAt === undefined
          ? `等回复${supervision.replyBy === undefined ? '' : `，${supervision.replyBy} 前`}`
          : `${momentWords(supervision.answeredAt, nowMs)} 已回复`,
    },
    whistle?.open === true && { name: '吹哨', words: `${momentWords(whistle.at, nowMs)} 吹哨，等部门到场` },
    isToBeChecked(document) && checkLine(document),
    escalatedAt !== undefined && { name: '升级', words: `${momentWords(escalatedAt, nowMs)} 已升级到区` },
    exemptAt !== undefined && { name: '申诉', words: '已同意，不计入统计，超期的事实保留' },
  ];
  const parts = (document.parts ?? []).map((part) => ({
    name: part.isLead ? '主办' : '协办',
    words: `${part.name} · ${PART_STATE[part.state]}${timeOfPart(part, nowMs)}${part.what === undefined ? '' : ` · ${part.what}`}`,
  }));
  return [...lines.filter((line) => line !== false), ...parts];
}
