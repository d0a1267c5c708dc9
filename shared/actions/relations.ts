/** Somebody as relations are reckoned by: GB/T 4761 code to the head, sex (GB/T 2261.1), day of birth. */
export interface Related {
  readonly relation?: string | undefined;
  readonly sex: string;
  readonly birth?: string | undefined;
}

export const HEAD = '01';
/** 80 其他亲属 … : where nothing can be reckoned. */
export const OTHER_RELATION = '80';
const SELF: ReadonlySet<string> = new Set(['01', '02']);
const PARENTS_IN_LAW: ReadonlySet<string> = new Set(['53', '54', '55', '56']);
const CHILDREN_IN_LAW: ReadonlySet<string> = new Set(['28', '38']);

type Kin =
  | 'self'
  | 'spouse'
  | 'child'
  | 'childInLaw'
  | 'grandchild'
  | 'parent'
  | 'parentInLaw'
  | 'grandparent'
  | 'sibling'
  | 'other';

export function kinOf(code: string | undefined): Kin {
  if (code === undefined) return 'other';
  if (SELF.has(code)) return 'self';
  if (CHILDREN_IN_LAW.has(code)) return 'childInLaw';
  if (PARENTS_IN_LAW.has(code)) return 'parentInLaw';
  switch (code.charAt(0)) {
    case '1':
      return 'spouse';
    case '2':
    case '3':
      return 'child';
    case '4':
      return 'grandchild';
    case '5':
      return 'parent';
    case '6':
      return 'grandparent';
    case '7':
      return ['72', '74', '76', '78'].includes(code) ? 'other' : 'sibling';
    default:
      return 'other';
  }
}

const bySex = (person: Related, man: string, woman: string, unknown: string): string =>
  person.sex === '1' ? man : person.sex === '2' ? woman : unknown;
const spouse = (person: Related): string => bySex(person, '11', '12', '10');
const parent = (person: Related): string => bySex(person, '51', '52', '50');
const child = (person: Related): string => bySex(person, '20', '30', '20');
const grandparent = (person: Related): string => bySex(person, '61', '62', '60');

function sibling(person: Related, of: Related): string {
  if (person.birth === undefined || of.birth === undefined || person.birth === of.birth) return '70';
  return person.birth < of.birth ? bySex(person, '71', '75', '70') : bySex(person, '73', '77', '70');
}

/** How somebody is related to the new head, from how both stood to the old one. `undefined`: it does not follow. */
export function relationToNewHead(person: Related, head: Related): string | undefined {
  const [one, chief] = [kinOf(person.relation), kinOf(head.relation)];
  const table: Readonly<Partial<Record<Kin, Readonly<Partial<Record<Kin, () => string>>>>>> = {
    spouse: {
      self: () => spouse(person),
      child: () => person.relation ?? child(person),
      grandchild: () => person.relation ?? '40',
      parent: () => bySex(head, bySex(person, '55', '56', '59'), bySex(person, '53', '54', '59'), '59'),
      parentInLaw: () => parent(person),
    },
    child: {
      self: () => parent(person),
      spouse: () => parent(person),
      child: () => sibling(person, head),
      parent: () => grandparent(person),
    },
    parent: {
      self: () => child(person),
      spouse: () => bySex(person, '28', '38', OTHER_RELATION),
      child: () => bySex(person, '41', '42', '40'),
      parent: () => spouse(person),
      sibling: () => child(person),
      grandparent: () => parent(person),
    },
    sibling: {
      self: () => sibling(person, head),
      sibling: () => sibling(person, head),
      parent: () => person.relation ?? parent(person),
      grandparent: () => person.relation ?? grandparent(person),
    },
    grandchild: { self: () => grandparent(person), spouse: () => grandparent(person) },
  };
  return table[chief]?.[one]?.();
}

/** How a newborn stands to the head, from how its mother or father does. */
export function relationOfNewborn(newborn: Related, ofParent: Related): string {
  switch (kinOf(ofParent.relation)) {
    case 'self':
    case 'spouse':
      return child(newborn);
    case 'child':
      return ofParent.sex === '2' ? bySex(newborn, '43', '44', '40') : bySex(newborn, '41', '42', '40');
    case 'childInLaw':
      return ofParent.relation === '38' ? bySex(newborn, '41', '42', '40') : bySex(newborn, '43', '44', '40');
    case 'grandchild':
      return bySex(newborn, '47', '48', '49');
    case 'parent':
      return bySex(newborn, '73', '77', '70');
    default:
      return OTHER_RELATION;
  }
}
