import type { Finding } from '../../domain/case.ts';
import { categoryKeyText, type CatalogOf, type ControlEntry } from '../../domain/catalog.ts';
import { distanceMetres } from '../../geo/distance.ts';
import { shanghaiDayOf } from '../../lib/calendar-day.ts';
import { dayNumberOf, startOfDayMs, timeOfDayMs } from '../deadline/instant.ts';
import type { Explained } from '../refusals.ts';

/** What is asked of a finding before it is reported. */
export type Controlled = Pick<Finding, 'category' | 'place' | 'channel'>;

/** Of every table the version in force on the day, as far as it had been published by then: what nobody could know of is no reason to refuse. */
function inForce(tables: readonly CatalogOf<'controls'>[], at: string): readonly CatalogOf<'controls'>[] {
  const day = shanghaiDayOf(at);
  const best = new Map<string, CatalogOf<'controls'>>();
  for (const table of tables) {
    const { scope, name, version, validFrom, validTo = day, provenance } = table;
    if (validFrom > day || validTo < day || Date.parse(provenance.createdAt) > Date.parse(at)) continue;
    const line = `${scope} ${name}`;
    if ((best.get(line)?.version ?? 0) < version) best.set(line, table);
  }
  return [...best.values()];
}

function isHeld(entry: ControlEntry, { category, place }: Controlled, at: string): boolean {
  const day = shanghaiDayOf(at);
  if (day < entry.fromDay || day > entry.toDay) return false;
  const own = categoryKeyText(category);
  if (!entry.categories.some((one) => own.startsWith(categoryKeyText(one)))) return false;
  if (!place.gridCode.startsWith(entry.area ?? '')) return false;
  const { centre, radiusMetres, from, to } = entry;
  if (centre !== undefined && distanceMetres([centre.lon, centre.lat], place.point) > (radiusMetres ?? 0)) return false;
  if (from === undefined || to === undefined) return true;
  const ms = Date.parse(at);
  const inDay = ms - startOfDayMs(dayNumberOf(ms));
  const [fromMs, toMs] = [timeOfDayMs(from), timeOfDayMs(to)];
  return fromMs < toMs ? fromMs <= inDay && inDay < toMs : inDay >= fromMs || inDay < toMs;
}

/**
 * What keeps a finding of a patrol from being reported there and then (rule 13, 管控区域/时段); null: nothing. Demands of people and of other channels are never kept
 * out by it: they want an answer. Asked once, when the case begins, never of a log: a table that is published later changes no case.
 */
export function controlOn(
  tables: readonly CatalogOf<'controls'>[],
  finding: Controlled,
  at: string,
): ControlEntry | null {
  if (finding.channel !== 'patrol') return null;
  const here = inForce(tables, at).filter(({ scope }) => finding.place.gridCode.startsWith(scope));
  return here.flatMap(({ entries }) => entries).find((entry) => isHeld(entry, finding, at)) ?? null;
}

export const explainControl = ({ name, fromDay, toDay, message, approvedBy }: ControlEntry): Explained => ({
  why: `这里是管控区域（${name}，${fromDay} 至 ${toDay}，${approvedBy}），这一类不用上报：${message}`,
  fix: '别处、别的类别照常上报；有危险就打电话告诉街道受理员。',
});
