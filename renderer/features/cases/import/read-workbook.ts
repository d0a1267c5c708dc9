import { unzipSync, zipSync } from 'fflate';
import readWorkbook, { InvalidInputError } from 'read-excel-file/universal';
import type { Cell, Sheet } from '../../../../shared/cases/intake/sheet.ts';

export type WorkbookTrouble = 'old' | 'damaged' | 'too-large';
export type WorkbookRead =
  { readonly ok: true; readonly sheets: readonly Sheet[] } | { readonly ok: false; readonly why: WorkbookTrouble };

/** Unpacked. A sheet of ten thousand rows is a few megabytes; what claims to be more than this is a mistake or a trap. */
const LARGEST_UNPACKED_BYTES = 200 * 1024 ** 2;

class TooLarge extends Error {}

/**
 * Packed anew without compression: the library unpacks large parts in workers made of text, which the page's content policy does not
 * allow; what is only stored it reads where it lies.
 */
function stored(packed: Uint8Array): ArrayBuffer {
  let bytes = 0;
  const parts = unzipSync(packed, {
    filter: ({ name, originalSize }) => {
      const isWanted = name.endsWith('.xml') || name.endsWith('.rels');
      if (isWanted) bytes += originalSize;
      if (bytes > LARGEST_UNPACKED_BYTES) throw new TooLarge('the parts of the workbook are too large');
      return isWanted;
    },
  });
  const { buffer, byteOffset, byteLength } = zipSync(parts, { level: 0 });
  return buffer.slice(byteOffset, byteOffset + byteLength);
}

const isCell = (value: unknown): value is Exclude<Cell, Date> =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Days are fractions in a workbook: what comes out of them is a thousandth of a second off, and half past eight would be 08:29:59. */
const toSecond = (date: Date): Date => new Date(Math.round(date.getTime() / 1_000) * 1_000);
function cellOf(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : toSecond(value);
  return isCell(value) ? value : null;
}

/** The sheets of an .xlsx file, row by row, in their order. Blanks around texts stay as they are. */
export async function readWorkbookBytes(packed: Uint8Array): Promise<WorkbookRead> {
  try {
    const sheets = await readWorkbook(stored(packed), { trim: false });
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row: readonly unknown[]) => row.map(cellOf)),
      })),
    };
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, why: 'too-large' };
    if (error instanceof InvalidInputError && error.code === 'XLS_FILE_NOT_SUPPORTED') return { ok: false, why: 'old' };
    // Whatever else: what other programs write is not in our hands, and the library trips over some of it. Saved anew by Excel or WPS it can be read.
    console.warn('The workbook cannot be read.', error);
    return { ok: false, why: 'damaged' };
  }
}
