import { useEffect, useMemo, useRef, useState } from 'react';
import type { IntakeField } from '../../../../shared/cases/intake/columns.ts';
import { plainHeading } from '../../../../shared/cases/intake/columns.ts';
import { plainCategory } from '../../../../shared/cases/intake/category-words.ts';
import { placeBook } from '../../../../shared/cases/intake/place-book.ts';
import type { Sheet } from '../../../../shared/cases/intake/sheet.ts';
import type { Amendment } from '../../../../shared/cases/intake/sort-in.ts';
import type { Channel } from '../../../../shared/domain/case.ts';
import type { Post } from '../../../../shared/domain/staff.ts';
import type { Crs } from '../../../../shared/geo/crs/convert.ts';
import { useLive, useWorkstation } from '../../../data/hooks.ts';
import { keepWords, readKeptWords, type KeptWords } from './kept-words.ts';
import { sortSheet, type SortedSheet } from './sort-sheet.ts';

/** Longer ones are not remembered for the next file. */
const LONGEST_REMEMBERED = 80;

export interface Import {
  /** Undefined while it is being sorted. */
  readonly sorted: SortedSheet | undefined;
  readonly channel: Channel;
  readonly crs: Crs;
  readonly setChannel: (channel: Channel) => void;
  readonly setCrs: (crs: Crs) => void;
  /** Says which of ours a column is; '' for none. */
  readonly assignColumns: (said: readonly (readonly [string, IntakeField | ''])[]) => void;
  /** Says what a category of the other system is for us: of every row that calls it so, also in the next file. */
  readonly assignCategory: (words: string, key: string) => void;
}

const NO_AMENDMENTS: ReadonlyMap<number, Amendment> = new Map();

/** A sheet sorted against what is here, anew whenever something is said of it or of its rows. What is said of headings and categories is remembered. `rows` by identity. */
export function useImport(
  sheet: Sheet | undefined,
  post: Post,
  rows: ReadonlyMap<number, Amendment> = NO_AMENDMENTS,
): Import {
  const workstation = useWorkstation();
  const { user, catalogs, cases } = workstation;
  const areas = useLive(workstation.areas);
  const buildings = useLive(workstation.buildings);
  const categories = useLive(catalogs.categories);
  const rules = useLive(catalogs.duplicateRules);
  const [words, setWords] = useState(() => readKeptWords(user.account));
  const [result, setResult] = useState<{ readonly of: Sheet; readonly sorted: SortedSheet }>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  const places = useMemo(
    () => (areas === undefined || buildings === undefined ? undefined : placeBook(areas, buildings)),
    [areas, buildings],
  );
  // Cases that change meanwhile are no reason to sort anew under somebody's hand; what is there already is seen again when it is written.
  const open = useLive(cases.open);
  const openNow = useRef(open);
  useEffect(() => {
    openNow.current = open;
  }, [open]);
  const isOpenKnown = open !== undefined;

  useEffect(() => {
    if (sheet === undefined || places === undefined || categories === undefined || rules === undefined || !isOpenKnown)
      return undefined;
    const calling = new AbortController();
    const known = { post, places, categories, rules, open: openNow.current ?? [] };
    sortSheet(workstation, sheet, { ...words, rows }, known, calling.signal).then(
      (sorted) => {
        if (sorted !== undefined && !calling.signal.aborted) setResult({ of: sheet, sorted });
      },
      (cause: unknown) => {
        if (!calling.signal.aborted) setFailure({ cause });
      },
    );
    return () => {
      calling.abort();
    };
  }, [workstation, sheet, post, places, categories, rules, isOpenKnown, words, rows]);
  // What cannot be read belongs to the nearest error boundary, not into silence.
  if (failure !== undefined) throw failure.cause;

  const say = (change: Partial<KeptWords>): void => {
    const next = { ...words, ...change };
    keepWords(user.account, next);
    setWords(next);
  };
  return {
    // What was sorted last stands while it is sorted anew.
    sorted: result?.of === sheet ? result?.sorted : undefined,
    channel: words.channel,
    crs: words.crs,
    setChannel: (channel) => {
      say({ channel });
    },
    setCrs: (crs) => {
      say({ crs });
    },
    assignColumns: (said) => {
      const fresh = said.map(([heading, field]) => [plainHeading(heading), field] as const);
      const remembered = fresh.filter(([heading]) => heading !== '' && heading.length <= LONGEST_REMEMBERED);
      say({ columns: { ...words.columns, ...Object.fromEntries(remembered) } });
    },
    assignCategory: (said, key) => {
      const word = plainCategory(said);
      if (word.length <= LONGEST_REMEMBERED) say({ categories: { ...words.categories, [word]: key } });
    },
  };
}
