import { cellText, type Cell, type Sheet } from './sheet.ts';

const SEPARATORS = [',', '\t', ';'] as const;

/** The separator that most often stands in the first line. */
function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1);
  const [best] = SEPARATORS.map((mark) => [mark, line.split(mark).length] as const).sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? ',';
}

/** Values parted by commas, tabs or semicolons; a quoted value may hold line ends and doubled quotes (RFC 4180). Excel's `="00123"` is the text in it. */
export function sheetOfCsv(text: string, name: string): Sheet {
  const plain = text.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n');
  const separator = separatorOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let isQuoted = false;
  const endValue = (): void => {
    row.push(/^="[^]*"$/u.test(value) ? value.slice(2, -1) : value);
    value = '';
  };
  const endRow = (): void => {
    endValue();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < plain.length; at += 1) {
    const character = plain.charAt(at);
    if (isQuoted) {
      if (character !== '"') value += character;
      else if (plain[at + 1] === '"') {
        value += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && (value === '' || value === '=')) {
      isQuoted = true;
      value = '';
    } else if (character === separator) endValue();
    else if (character === '\n') endRow();
    else value += character;
  }
  if (value !== '' || row.length > 0) endRow();
  return { name, rows };
}

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** Systems wrap what they hand over: `{ code, data: { list: [ … ] } }`. Not searched deeper than anybody nests. */
function listIn(value: unknown, depth = 4): readonly JsonObject[] | undefined {
  if (isListOfObjects(value)) return value;
  if (!isObject(value) || depth === 0) return undefined;
  for (const inner of Object.values(value)) {
    const found = listIn(inner, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
};

/** A list of objects as a sheet whose head are their names. Undefined where there is no such list; throws a `SyntaxError` where it is no JSON. */
export function sheetOfJson(text: string, name: string): Sheet | undefined {
  const list = listIn(JSON.parse(text.replace(/^\uFEFF/u, '')));
  if (list === undefined) return undefined;
  const head = [...new Set(list.flatMap((one) => Object.keys(one)))];
  return { name, rows: [head, ...list.map((one) => head.map((key) => cellOf(one[key])))] };
}

/** Sheets in which something stands. */
export const filledSheets = (sheets: readonly Sheet[]): readonly Sheet[] =>
  sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cellText(cell) !== '')));
