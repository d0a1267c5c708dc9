import { RISK_LEVELS, type RiskLevel, type RiskRuleEntry } from '../domain/catalog.ts';
import type { Hazard } from '../domain/room.ts';
import { plusDays, shanghaiDayOf } from '../lib/calendar-day.ts';

/** The catalogue of risk rules, as far as it is needed here. */
export interface RiskTable {
  readonly entries: readonly RiskRuleEntry[];
  readonly visits: readonly { readonly level: RiskLevel; readonly days: number }[];
}

export interface RiskReason {
  readonly code: string;
  readonly label: string;
  readonly level: RiskLevel;
}

/** `level` '' where the rules do not apply; green where they do and nothing is found. Reasons worst first. */
export interface RiskVerdict {
  readonly level: RiskLevel | '';
  readonly reasons: readonly RiskReason[];
}

/** Figures that rules may ask for. Left out: not known, and an unknown figure is no risk. */
export type RiskFigures = Readonly<Partial<Record<NonNullable<RiskRuleEntry['figure']>['field'], number | string>>>;

export const NO_RISK: RiskVerdict = { level: '', reasons: [] };

/** Smaller is worse. */
export const severityOf = (level: RiskLevel | ''): number =>
  level === '' ? RISK_LEVELS.length : RISK_LEVELS.indexOf(level);

export const openHazards = (hazards: readonly Hazard[] | undefined): readonly Hazard[] =>
  (hazards ?? []).filter((hazard) => hazard.cleared === undefined);

/** A hazard stays a reason until its re-inspection. One whose rule left the catalogue still counts, as yellow. */
export function hazardReasons(hazards: readonly Hazard[] | undefined, table: RiskTable): readonly RiskReason[] {
  return openHazards(hazards).map(({ code, note }): RiskReason => {
    const rule = table.entries.find((entry) => entry.code === code);
    return rule
      ? { code, label: rule.label, level: rule.level }
      : { code, label: note ?? `已停用的隐患项（${code}）`, level: 'yellow' };
  });
}

function holds(figure: NonNullable<RiskRuleEntry['figure']>, figures: RiskFigures): boolean {
  const value = figures[figure.field];
  if (value === undefined) return false;
  if (figure.oneOf) return figure.oneOf.includes(String(value));
  if (typeof value !== 'number' || (figure.below === undefined && figure.above === undefined)) return false;
  return (figure.below === undefined || value < figure.below) && (figure.above === undefined || value > figure.above);
}

/** What the record's own figures say, by the rules that apply. */
export const figureReasons = (
  figures: RiskFigures,
  applies: (rule: RiskRuleEntry) => boolean,
  table: RiskTable,
): readonly RiskReason[] =>
  table.entries
    .filter((rule) => rule.figure !== undefined && applies(rule) && holds(rule.figure, figures))
    .map(({ code, label, level }) => ({ code, label, level }));

/** The worst level, each reason once, worst first and in the catalogue's order. */
export function verdictOf(reasons: readonly RiskReason[], table: RiskTable): RiskVerdict {
  const place = (reason: RiskReason): number => {
    const found = table.entries.findIndex((entry) => entry.code === reason.code);
    return found < 0 ? table.entries.length : found;
  };
  const once = [...new Map(reasons.map((reason) => [reason.code, reason])).values()];
  const sorted = once.toSorted(
    (a, b) => severityOf(a.level) - severityOf(b.level) || place(a) - place(b) || (a.code < b.code ? -1 : 1),
  );
  return { level: sorted[0]?.level ?? 'green', reasons: sorted };
}

/** `重大火灾隐患；没有签安全责任书` */
export const riskWords = (verdict: RiskVerdict): string => verdict.reasons.map((reason) => reason.label).join('；');

/** When the next visit is due (DOMAIN §2.4), YYYY-MM-DD; '' where the rules do not apply. Never inspected: today. */
export function visitDueOn(
  level: RiskLevel | '',
  inspectedAt: string | undefined,
  table: RiskTable,
  today: string,
): string {
  const days = table.visits.find((visit) => visit.level === level)?.days;
  if (days === undefined) return '';
  return inspectedAt === undefined ? today : plusDays(shanghaiDayOf(inspectedAt), days);
}
