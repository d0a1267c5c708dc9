import type { Assigned, Columns, ReadHead } from '../../../../shared/cases/intake/columns.ts';
import { columnsOf, headOf } from '../../../../shared/cases/intake/columns.ts';
import { categoryBook, type CategoryAssigned } from '../../../../shared/cases/intake/category-words.ts';
import type { PlaceBook } from '../../../../shared/cases/intake/place-book.ts';
import { identityOf, type Fault, type RowReader } from '../../../../shared/cases/intake/read-row.ts';
import type { Sheet } from '../../../../shared/cases/intake/sheet.ts';
import { sorter, type Amendment, type SortedRow } from '../../../../shared/cases/intake/sort-in.ts';
import { explainControl } from '../../../../shared/cases/control/controls.ts';
import type { DuplicateRules } from '../../../../shared/cases/likeness/duplicate-rules.ts';
import { likenessIndex } from '../../../../shared/cases/likeness/likeness-index.ts';
import type { CategoryEntry } from '../../../../shared/domain/catalog.ts';
import type { Channel, Finding } from '../../../../shared/domain/case.ts';
import { isUnder } from '../../../../shared/domain/codes.ts';
import type { Post } from '../../../../shared/domain/staff.ts';
import type { Crs } from '../../../../shared/geo/crs/convert.ts';
import { isoAt } from '../../../../shared/lib/clock.ts';
import type { CaseRow, Workstation } from '../../../data/api.ts';
import { identitiesOf, identityKey, type Identities } from './identity.ts';

/** What a person has said of a file as a whole, and of single rows of it. */
export interface Said {
  readonly columns: Assigned;
  readonly categories: CategoryAssigned;
  readonly channel: Channel;
  readonly crs: Crs;
  readonly rows: ReadonlyMap<number, Amendment>;
}

/** What this terminal knows, against which a file is sorted. */
export interface Known {
  readonly post: Post;
  readonly places: PlaceBook;
  readonly categories: readonly CategoryEntry[];
  readonly rules: DuplicateRules;
  readonly open: readonly CaseRow[];
}

export interface SortedSheet {
  readonly head: ReadHead;
  readonly columns: Columns;
  readonly rows: readonly SortedRow[];
  /** Rows in which nothing stands. */
  readonly blank: number;
  /** Cases that numbers of the file have become. */
  readonly identities: Identities;
  /** Said words of categories that are none of ours, with how many rows have them. */
  readonly unknownCategories: readonly { readonly words: string; readonly count: number }[];
}

/** More are two files: each row is a case that somebody has to look at. */
export const MOST_ROWS = 10_000;

/** So long at a stretch, then whoever types has his turn. */
const STRETCH_MS = 12;
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

function controlledBy({ controlOn }: Pick<Workstation, 'controlOn'>, at: string): (finding: Finding) => Fault | null {
  return (finding) => {
    const control = controlOn(finding, at);
    if (control === null) return null;
    const { why, fix } = explainControl(control);
    return { about: 'controlled', what: `${why}。`, next: fix };
  };
}

/** Sorts the rows of a sheet: what can be taken in, what waits and why, what is here already. Undefined where it was called off. */
export async function sortSheet(
  workstation: Workstation,
  sheet: Sheet,
  said: Said,
  known: Known,
  signal: AbortSignal,
): Promise<SortedSheet | undefined> {
  const head = headOf(sheet, said.columns);
  const columns = columnsOf(head.headings, said.columns);
  const { post, places } = known;
  const now = isoAt(workstation.clock.nowMs());
  const reader: RowReader = {
    ...{ columns, channel: said.channel, crs: said.crs, places, now },
    categories: categoryBook(known.categories, said.categories),
  };
  const body = sheet.rows.slice(head.firstRow);
  const identities = await identitiesOf(
    workstation,
    post.scope.slice(0, 9),
    body.map((cells) => identityOf(cells, reader)),
  );
  const { take } = sorter(reader, {
    gridOf: (point) => {
      const grid = places.gridAt(point);
      return grid !== undefined && isUnder(grid, post.scope) ? grid : undefined;
    },
    known: (channel, number) => identities.known.get(identityKey(channel, number))?.id,
    caseIdOf: (channel, number) => identities.ids.get(identityKey(channel, number)) ?? '',
    index: likenessIndex(
      known.rules,
      known.open.map((row) => ({
        ...{ id: row.id, category: row.category, categoryName: row.categoryName, point: row.point },
        ...{ atMs: Date.parse(row.reportedAt), address: row.address, words: row.description },
      })),
    ),
    controlled: controlledBy(workstation, now),
    amended: (line) => said.rows.get(line),
  });
  const rows: SortedRow[] = [];
  let since = performance.now();
  for (const [at, cells] of body.entries()) {
    if (performance.now() - since > STRETCH_MS) {
      await breathe();
      since = performance.now();
    }
    if (signal.aborted) return undefined;
    const row = take(cells, head.firstRow + at + 1);
    if (row !== null) rows.push(row);
  }
  const unknown = new Map<string, number>();
  for (const { categoryWords, arrival } of rows) {
    if (categoryWords !== '' && reader.categories.of(categoryWords) === undefined && arrival.category === undefined)
      unknown.set(categoryWords, (unknown.get(categoryWords) ?? 0) + 1);
  }
  return {
    ...{ head, columns, rows, identities, blank: body.length - rows.length },
    unknownCategories: [...unknown].map(([words, count]) => ({ words, count })).sort((a, b) => b.count - a.count),
  };
}
