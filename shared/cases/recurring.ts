import { FINAL_STATES, type CaseDocument } from '../domain/case.ts';
import { categoryKeyText } from '../domain/catalog.ts';
import { distanceMetres, METRES_PER_DEGREE } from '../geo/distance.ts';

/** How near and how lately a class must have been there before. */
export interface Recurring {
  readonly metres: number;
  readonly days: number;
}
/**
 * 反复问题: a class that comes again at the same place. Wider in time than 再发 of the indicators (a day), which asks whether a handling held; here the question is
 * whether a place needs more than one handling after the other. Where a place says nothing else (`counting-rules.ts`).
 */
export const USUAL_RECURRING: Recurring = { metres: 50, days: 30 };

type Seen = Pick<CaseDocument, '_id' | 'state' | 'finding' | 'reportedAt'>;

/**
 * Cells do not change with the rule, so that nothing is sorted anew when it does: one is so wide that whatever is within `USUAL_RECURRING` lies in one of nine, also where
 * a degree of longitude is six tenths of one of latitude, as in the far north. A wider rule looks into more of them.
 */
const CELL_DEGREES = (USUAL_RECURRING.metres * 1.7) / METRES_PER_DEGREE;

interface Cell {
  readonly category: string;
  readonly row: number;
  readonly column: number;
}
const cellOf = ({ finding: { category, place } }: Seen): Cell => ({
  category: categoryKeyText(category),
  row: Math.floor(place.point[1] / CELL_DEGREES),
  column: Math.floor(place.point[0] / CELL_DEGREES),
});
const text = (category: string, row: number, column: number): string => `${category} ${String(row)} ${String(column)}`;

/** Class and cell: what a case is kept under so that those near it are found. */
export const spotOf = (one: Seen): string => {
  const { category, row, column } = cellOf(one);
  return text(category, row, column);
};

/** The spots in which what is within so many metres may lie. */
export function spotsAround(one: Seen, metres: number): readonly string[] {
  const { category, row, column } = cellOf(one);
  const reach = Math.max(1, Math.ceil(metres / USUAL_RECURRING.metres));
  const steps = Array.from({ length: 2 * reach + 1 }, (_, at) => at - reach);
  return steps.flatMap((up) => steps.map((along) => text(category, row + up, column + along)));
}

/** What was merged, void or not taken up was no second occurrence. */
const NOTHING: ReadonlySet<CaseDocument['state']> = new Set(['merged', 'void', 'rejected']);

/** Whether an open case has one before it, of its class, as near and as lately as the rule says. `near`: whatever stands in its spots. */
export function recurs(one: Seen, near: Iterable<Seen>, { metres, days }: Recurring): boolean {
  if (FINAL_STATES.has(one.state)) return false;
  const category = categoryKeyText(one.finding.category);
  const atMs = Date.parse(one.reportedAt);
  for (const other of near) {
    if (other._id === one._id || NOTHING.has(other.state) || categoryKeyText(other.finding.category) !== category)
      continue;
    const beforeMs = atMs - Date.parse(other.reportedAt);
    // Of two at the same moment the later id came again.
    const isBefore = beforeMs > 0 || (beforeMs === 0 && other._id < one._id);
    if (!isBefore || beforeMs > days * 86_400_000) continue;
    if (distanceMetres(one.finding.place.point, other.finding.place.point) <= metres) return true;
  }
  return false;
}
