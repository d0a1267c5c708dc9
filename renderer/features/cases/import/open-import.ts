import type { Sheet } from '../../../../shared/cases/intake/sheet.ts';
import type { Amendment } from '../../../../shared/cases/intake/sort-in.ts';
import type { Workstation } from '../../../data/api.ts';
import { cell, type KnownCell } from '../../../data/live.ts';
import { countedWords, keptIn } from '../../../lib/kept.ts';
import type { Decisions } from './import-plan.ts';

/** A file that somebody looks over before he takes it in, with what he has said of its rows. */
export interface OpenImport {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  readonly sheetAt: number;
  readonly decisions: Decisions;
  /** By row of the sheet in hand. */
  readonly amendments: ReadonlyMap<number, Amendment>;
}

/** It stays open while one looks at a case that may be the same, or locks the window, and goes with the session: nothing of it is written before it is taken in. */
export const openImportOf: (workstation: Workstation) => KnownCell<OpenImport | null> = keptIn(
  () => cell<OpenImport | null>(null),
  (kept) => {
    const open = kept.get();
    const rows = open === null ? [] : [...new Set([...open.decisions.keys(), ...open.amendments.keys()])];
    return countedWords(rows, '行导入前定下的内容');
  },
);
