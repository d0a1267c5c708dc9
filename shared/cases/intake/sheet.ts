/** A cell as a sheet gives it. A date is a wall clock: its UTC fields are what stood in the cell. */
export type Cell = string | number | boolean | Date | null;

/** One sheet of a file, row by row, as it stands there. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

const pad = (part: number): string => String(part).padStart(2, '0');

/** A cell as somebody reads it; what is written is not altered but for blanks around it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const day = `${String(cell.getUTCFullYear())}-${pad(cell.getUTCMonth() + 1)}-${pad(cell.getUTCDate())}`;
    return `${day} ${pad(cell.getUTCHours())}:${pad(cell.getUTCMinutes())}:${pad(cell.getUTCSeconds())}`;
  }
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  // A number of twenty digits is still written out.
  if (typeof cell === 'number') return Number.isInteger(cell) ? BigInt(cell).toString() : String(cell);
  return cell.trim();
}

export const isBlankRow = (cells: readonly Cell[]): boolean => cells.every((cell) => cellText(cell) === '');
