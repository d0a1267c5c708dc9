/** A row of a table as the editor sees it: plain JSON. What it does not know of a row stays in it. */
export type Row = Readonly<Record<string, unknown>>;
/** What a catalogue says, without who, when and where: the part that versions differ in. */
export type Content = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path (`limit.amount`); `undefined` where there is none. */
export function valueAt(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const name of path.split('.')) value = isRow(value) ? value[name] : undefined;
  return value;
}

/** The row with a value set, or with `undefined` taken away. */
export function withValue(row: Row, path: string, value: unknown): Row {
  const [name = '', ...rest] = path.split('.');
  if (rest.length > 0) {
    const inner = row[name];
    return { ...row, [name]: withValue(isRow(inner) ? inner : {}, rest.join('.'), value) };
  }
  if (value !== undefined) return { ...row, [name]: value };
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));
}

/** The field of the table that is the catalogue itself: one row, what it says beside its lists. */
export const ITSELF = '';

export function rowsOf(content: Content, table: string): readonly Row[] {
  if (table === ITSELF) return [content];
  const rows = content[table];
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/** Identity, place and luggage: not what a catalogue says. */
const NOT_CONTENT: ReadonlySet<string> = new Set([
  '_id',
  'type',
  'scope',
  'audience',
  'schema',
  'provenance',
  'version',
  'validFrom',
  'validTo',
  'rev',
  'unsent',
  'changes',
  'ref',
  'ref2',
]);
export const contentOf = (catalog: object): Content =>
  Object.fromEntries(Object.entries(catalog).filter(([name]) => !NOT_CONTENT.has(name) && !name.startsWith('_')));
