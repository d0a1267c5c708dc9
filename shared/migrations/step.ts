export type Fields = Readonly<Record<string, unknown>>;

/**
 * One named step from a form to the next. Pure; leaves alone what it does not concern; twice is the same as once; only adds or respells, so that a client two forms
 * behind reads on. Values of any shape may come in: it is run before the schemas are.
 */
export interface Step {
  /** The form that documents have afterwards. */
  readonly to: number;
  readonly name: string;
  readonly up: (document: Fields) => Fields;
}

export type Spell = (value: unknown) => unknown;

/** A spelling of text. What would leave nothing of it stays as it was: that is for the rules to say. */
export const ofText =
  (spell: (text: string) => string): Spell =>
  (value) =>
    typeof value === 'string' ? spell(value) || value : value;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields with some of them spelled anew; the very same object where that changes nothing. */
export function respelled(document: Fields, spelling: Readonly<Record<string, Spell>>): Fields {
  const changed = Object.entries(spelling).flatMap(([field, spell]) => {
    if (!Object.hasOwn(document, field)) return [];
    const value = spell(document[field]);
    return Object.is(value, document[field]) ? [] : [[field, value] as const];
  });
  return changed.length === 0 ? document : { ...document, ...Object.fromEntries(changed) };
}

/** The same inside a group of fields, and inside each of a list of groups. */
export const inGroup =
  (spelling: Readonly<Record<string, Spell>>): Spell =>
  (value) =>
    isFields(value) ? respelled(value, spelling) : value;
export const inEach =
  (spelling: Readonly<Record<string, Spell>>): Spell =>
  (value) => {
    if (!Array.isArray(value)) return value;
    const items = value as readonly unknown[];
    const spelled = items.map(inGroup(spelling));
    return spelled.some((one, at) => one !== items[at]) ? spelled : items;
  };
