import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { sameJson } from '../../../shared/lib/canonical-json.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { Line } from './next-version.ts';
import { contentOf, ITSELF, rowsOf, type Content, type Row } from './rows.ts';

/** What is being changed of one table, and from which version it set out. */
const keptSchema = z.looseObject({ base: z.string(), content: z.record(z.string(), z.unknown()) });

export interface Editing {
  readonly content: Content;
  /** What it set out from. */
  readonly base: Content;
  readonly isChanged: boolean;
  /** False until it is known whether something was kept from last time. */
  readonly isReady: boolean;
  /** Its draft set out from a version that is no longer the newest. */
  readonly isBehind: boolean;
  /** What is on the screen lies on the disk as well. */
  readonly isKept: boolean;
  readonly setRows: (table: string, rows: readonly Row[]) => void;
  readonly setRow: (table: string, at: number, row: Row) => void;
  /** One that was deleted, in its former place; what was changed since stays. */
  readonly putBack: (table: string, at: number, row: Row) => void;
  readonly dropAll: () => void;
}

const withRows = (content: Content, table: string, rows: readonly Row[]): Content =>
  table === ITSELF ? (rows[0] ?? content) : { ...content, [table]: rows };

/** Kept so long after the last touch, as every draft is. */
const KEEP_AFTER_MS = 1_000;

/** The newest version of a table with what is changed of it. Changes keep themselves, sealed, on this terminal only, and wait where they were left. */
export function useEditing(line: Line): Editing {
  const { catalogs } = useWorkstation();
  const newest = line.versions[0];
  const base = useMemo(() => (newest === undefined ? {} : contentOf(newest)), [newest]);
  const baseId = newest?._id ?? '';
  const [edited, setEdited] = useState<{ readonly base: string; readonly content: Content }>();
  const [isReady, setReady] = useState(false);
  const [kept, setKept] = useState<typeof edited>();
  const latest = useRef(edited);
  const isTouched = useRef(false);

  useEffect(() => {
    let isHere = true;
    void catalogs.keptDraft(line.key).then((found) => {
      const draft = keptSchema.safeParse(found);
      if (!isHere) return;
      if (draft.success) {
        setEdited(draft.data);
        setKept(draft.data);
      }
      setReady(true);
    });
    return () => {
      isHere = false;
    };
  }, [catalogs, line.key]);

  useEffect(() => {
    latest.current = edited;
    if (!isTouched.current) return;
    const timer = setTimeout(() => {
      void catalogs.keepDraft(line.key, edited ?? null).then(() => {
        setKept(edited);
      });
    }, KEEP_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [catalogs, line.key, edited]);
  // Leaving the page does not wait for the pause, nor does closing the window.
  useEffect(() => {
    const keep = (): void => {
      if (isTouched.current) void catalogs.keepDraft(line.key, latest.current ?? null);
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [catalogs, line.key]);

  const content = edited?.content ?? base;
  const changeRows = useCallback(
    (table: string, change: (rows: readonly Row[]) => readonly Row[]) => {
      isTouched.current = true;
      setEdited((now) => {
        const before = now?.content ?? base;
        return { base: now?.base ?? baseId, content: withRows(before, table, change(rowsOf(before, table))) };
      });
    },
    [base, baseId],
  );
  const setRows = (table: string, rows: readonly Row[]): void => {
    changeRows(table, () => rows);
  };
  const setRow = (table: string, at: number, row: Row): void => {
    setRows(
      table,
      rowsOf(content, table).map((one, index) => (index === at ? row : one)),
    );
  };
  return {
    content,
    base,
    isChanged: !sameJson(content, base),
    isReady,
    isBehind: edited !== undefined && edited.base !== baseId && edited.base !== '',
    isKept: edited !== undefined && edited === kept,
    setRows,
    setRow,
    putBack: (table, at, row) => {
      changeRows(table, (rows) => rows.toSpliced(at, 0, row));
    },
    dropAll: () => {
      isTouched.current = true;
      setEdited(undefined);
    },
  };
}
