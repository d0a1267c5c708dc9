import { isAct } from '../../../shared/cases/acts.ts';
import type { BundleChosen } from '../../../shared/cases/acts/handling.ts';
import type { PartChosen } from '../../../shared/cases/acts/joint.ts';
import { foldLog, type Fold } from '../../../shared/cases/fold.ts';
import { explainVerdict } from '../../../shared/cases/refusals.ts';
import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import type { CaseDocument, Finding, LogEntry } from '../../../shared/domain/case.ts';
import type { StandardRow } from '../../../shared/domain/catalog.ts';
import type { PhotoRef } from '../../../shared/domain/evidence.ts';
import { roleName } from '../../../shared/domain/roles.ts';
import { limitWords, numberWords } from '../../lib/case-words.ts';
import { durationWords, hourMinute, momentWords } from '../../lib/shanghai-time.ts';
import { ACT_FORMS } from './act-forms.ts';

/** One step of a case as the timeline tells it. */
export interface ToldEntry {
  readonly id: string;
  readonly title: string;
  /** Who, when, how long; when it arrived if that was later. */
  readonly aside: string;
  readonly lines: readonly string[];
  readonly kind: 'done' | 'waiting' | 'refused' | 'sentBack';
}

/** An entry that arrived this much later was written offline, and both times are told. */
const LATE_MS = 120_000;

const SENDS_BACK = new Set([
  'reject',
  'void',
  'returnToIntake',
  'returnToAcceptor',
  'returnToDispatch',
  'failCheck',
  'unableToCheck',
  'refuseSelfHandled',
  'recheck',
  'withdraw',
  'recallVerify',
  'withdrawAssignment',
  'sendBackHandled',
  'decline',
]);

/** What is asked for, and the words about it. */
const ASKS = new Set(['requestExtension', 'requestSuspension', 'appeal']);
const ANSWERS = new Set(['approve', 'decline', 'cancelRequest']);

const textOf = (entry: LogEntry, field: string): string | undefined => {
  const value = entry.data[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** What the act said beside its name. The shapes are those of the acts table; anything else is a newer version's. */
function detailsOf(entry: LogEntry, before: Finding | undefined): readonly string[] {
  const lines: string[] = [];
  const standard = entry.data['standard'] as StandardRow | undefined;
  const photos = entry.data['photos'] as readonly PhotoRef[] | undefined;
  const finding = entry.data['finding'] as Finding | undefined;
  if (standard !== undefined) lines.push(`选用标准：${standard.openCondition}（${limitWords(standard.limit)}）`);
  const department = textOf(entry, 'departmentName');
  if (department !== undefined) lines.push(`派给 ${department}`);
  if (entry.rulesPut !== undefined && entry.rules !== undefined)
    lines.push(`${entry.rulesPut.why}，按第 ${String(entry.rules)} 版办理`);
  const bundle = entry.act === 'dispatch' ? (entry.data['bundle'] as BundleChosen | undefined) : undefined;
  if (bundle !== undefined)
    lines.push(`和另外 ${String(bundle.cases.length - 1)} 件捆绑，一起计时（${limitWords(bundle.standard.limit)}）`);
  const rule = textOf(entry, 'rule');
  if (rule !== undefined) lines.push(`按派遣规则第 ${String(entry.data['version'])} 版：${rule}`);
  const close = textOf(entry, 'closeCondition');
  if (close !== undefined) lines.push(`达到结案条件：${close}`);
  if (entry.act === 'correct' && finding !== undefined && before !== undefined) lines.push(...changes(before, finding));
  const reason = textOf(entry, 'reason');
  if (reason !== undefined) lines.push(entry.act === 'correct' ? `说明：${reason}` : `理由：${reason}`);
  lines.push(...formLines(entry));
  const text = textOf(entry, 'text');
  if (text !== undefined) lines.push(text);
  const facts = [
    ...(photos !== undefined && photos.length > 0 ? [`照片 ${String(photos.length)} 张`] : []),
    ...(entry.act !== 'correct' && finding?.place.accuracyMetres !== undefined
      ? [`定位误差 ${String(Math.round(finding.place.accuracyMetres))} 米`]
      : []),
  ];
  if (facts.length > 0) lines.push(facts.join('，'));
  return lines;
}

/** 主办 市容环卫所：清扫路面（2 工时）. */
const partWords = ({ name, isLead, what, limit }: PartChosen): string =>
  `${isLead ? '主办' : '协办'} ${name}${what === undefined ? '' : `：${what}`}${limit === undefined ? '' : `（${limitWords(limit)}）`}`;

/** What stands in the fields of a form, in words. */
function formLines({ act, data }: LogEntry): readonly string[] {
  const lines: string[] = [];
  const named = data['handlerName'] ?? data['workerName'];
  if (typeof named === 'string') lines.push(`派给 ${named}`);
  for (const field of (isAct(act) ? ACT_FORMS[act]?.fields : undefined) ?? []) {
    const value = data[field.name];
    switch (field.kind) {
      case 'choice': {
        const shown = value === true ? 'yes' : value === false ? 'no' : value;
        const option = field.options.find((one) => one.value === shown);
        if (option !== undefined) lines.push(`${field.label}：${option.label}`);
        break;
      }
      case 'day':
        if (typeof value === 'string') lines.push(`${field.label} ${value}`);
        break;
      case 'yesNo':
        if (value === true) lines.push(field.label);
        break;
      case 'departments':
        if (Array.isArray(value))
          lines.push(`请到场：${(value as readonly { readonly name: string }[]).map(({ name }) => name).join('、')}`);
        break;
      case 'parts':
        if (typeof data['templateName'] === 'string') lines.push(`按模板“${data['templateName']}”`);
        for (const part of (value ?? []) as readonly PartChosen[]) lines.push(partWords(part));
        break;
      case 'part':
        if (typeof value === 'object' && value !== null) lines.push(`派给 ${(value as PartChosen).name}`);
        break;
      case 'case':
        lines.push(`并到 ${numberWords(data[`${field.name}Number`] as string | undefined)}`);
        break;
      case 'person':
        break;
    }
  }
  return lines;
}

function changes(before: Finding, after: Finding): readonly string[] {
  const lines: string[] = [];
  if (before.category.name !== after.category.name)
    lines.push(`类别由“${before.category.name}”改为“${after.category.name}”`);
  if (before.place.address !== after.place.address)
    lines.push(`位置由“${before.place.address}”改为“${after.place.address}”`);
  if (before.description !== after.description) lines.push('改了情况');
  if ((before.urgent === true) !== (after.urgent === true))
    lines.push(after.urgent === true ? '改为紧急' : '改为不紧急');
  return lines;
}

function whenWords(entry: LogEntry, previousAt: string | undefined, nowMs: number): string {
  const written = momentWords(entry.at, nowMs).replace(/^今天 /, '');
  const arrived = entry.stamp?.at;
  const isLate = arrived !== undefined && Date.parse(arrived) - Date.parse(entry.at) > LATE_MS;
  const late = isLate ? `（离线登记，${hourMinute(arrived)} 送达）` : '';
  const unverified = entry.clock === 'unverified' ? '（时间未核实）' : '';
  const took =
    previousAt === undefined ? '' : ` · 用时 ${durationWords(Date.parse(entry.at) - Date.parse(previousAt))}`;
  return `${written}${unverified}${late}${took}`;
}

/** A colleague was first: said as that, not as a rule. */
const overtakenBy = (first: LogEntry, nowMs: number, rules: Rulebook): string =>
  `${momentWords(first.at, nowMs)} 已由${first.by.name}${isAct(first.act) ? rules.acts[first.act].label : '办理'}，这一步没有生效，记在经过里。`;

/** The log as a person reads it: newest first, what had no effect with the reason why. `fold`: of the log, by the rules at hand. */
export function toldEntries(
  document: CaseDocument,
  nowMs: number,
  { refused, rules }: Fold = foldLog(document.log),
): readonly ToldEntry[] {
  const told: ToldEntry[] = [];
  let previousAt: string | undefined;
  let inForce: LogEntry | undefined;
  let finding: Finding | undefined;
  let asked: string | undefined;
  const askedBy = new Map<string, string>();
  for (const entry of document.log) {
    const verdict = refused.get(entry.id);
    const label = isAct(entry.act) ? rules.acts[entry.act].label : '更新版本写入的一步';
    const who = `${roleName(entry.by.post.role)} ${entry.by.name}`;
    // In a joint handling several wait at once: a word names the one it is about.
    const meant = askedBy.get(textOf(entry, 'request') ?? '') ?? asked;
    const answers = ANSWERS.has(entry.act) && meant !== undefined ? [meant] : [];
    const details = [...answers, ...detailsOf(entry, finding)];
    if (verdict === undefined) {
      const kind = entry.stamp === undefined ? 'waiting' : SENDS_BACK.has(entry.act) ? 'sentBack' : 'done';
      told.push({
        id: entry.id,
        title: label,
        aside: `${who} ${whenWords(entry, previousAt, nowMs)}`,
        lines: details,
        kind,
      });
      if (entry.act !== 'note') {
        previousAt = entry.at;
        inForce = entry;
      }
      finding = (entry.data['finding'] as Finding | undefined) ?? finding;
      if (ASKS.has(entry.act)) {
        asked = `${label}（${entry.by.name}）`;
        askedBy.set(entry.id, asked);
      }
    } else {
      const { why, fix } = explainVerdict(entry.act, verdict, rules);
      const first = verdict.why === 'notNow' && inForce?.by.id !== entry.by.id ? inForce : undefined;
      told.push({
        id: entry.id,
        title: `${label}（没有生效）`,
        aside: `${who} ${whenWords(entry, undefined, nowMs)}`,
        lines: [first === undefined ? `${why}。${fix}` : overtakenBy(first, nowMs, rules), ...details],
        kind: 'refused',
      });
    }
  }
  return told.reverse();
}
