import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Listed } from '../../../shared/cases/indicators/book.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import type { PartListAsked } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';

/** What is counted, with the case it is of. */
export interface PartRow extends Listed {
  readonly row: CaseStock;
}

const STEP = 50;
const FIRST = { from: 0, count: 2 * STEP };
const NO_ROWS: ReadonlyMap<string, CaseStock> = new Map();

/** The list behind a number as `WindowList` draws it. `asked` by identity: memoise it. */
export function usePartList(asked: PartListAsked) {
  const { indicators, stock } = useWorkstation();
  const [stretch, setStretch] = useState(FIRST);
  const live = useMemo(() => indicators.list({ ...asked, ...stretch }), [indicators, asked, stretch]);
  const answer = useLive(live);
  const [held, setHeld] = useState<{ readonly asked: PartListAsked; readonly answer: typeof answer }>();
  if (answer !== undefined && (held?.answer !== answer || held.asked !== asked)) setHeld({ asked, answer });
  const shown = held?.asked === asked ? held.answer : undefined;

  // What a row says of its case comes from the stock, as in every other list.
  const [rows, setRows] = useState(NO_ROWS);
  const ids = useMemo(() => [...new Set(shown?.rows.map(({ id }) => id))], [shown]);
  useEffect(() => {
    let isWanted = true;
    void stock.rows('case', ids).then((found) => {
      if (isWanted) setRows(new Map(found.map((row) => [row.id, row])));
    });
    return () => {
      isWanted = false;
    };
  }, [stock, ids]);

  const rowAt = useCallback(
    (at: number): PartRow | undefined => {
      const listed = shown?.rows[at - shown.from];
      const row = listed === undefined ? undefined : rows.get(listed.id);
      return listed === undefined || row === undefined ? undefined : { ...listed, row };
    },
    [shown, rows],
  );
  const onWindow = useCallback((from: number, to: number): void => {
    const start = Math.max(0, Math.floor(from / STEP) - 1) * STEP;
    const count = (Math.floor(to / STEP) + 2) * STEP - start;
    setStretch((now) => (now.from === start && now.count === count ? now : { from: start, count }));
  }, []);
  return { total: shown?.total, rowAt, onWindow };
}
