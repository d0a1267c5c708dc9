/** Key → members, for hundreds of thousands of keys of which most have one member: that one is held bare, without a list around it. */
export interface MultiIndex {
  readonly add: (key: string, member: string) => void;
  readonly drop: (key: string, member: string) => void;
  /** In order of id, so that what is computed from them does not depend on the order of arrival. */
  readonly of: (key: string) => readonly string[];
  readonly clear: () => void;
}

const NONE: readonly string[] = [];

export function multiIndex(): MultiIndex {
  const held = new Map<string, string | readonly string[]>();
  const of = (key: string): readonly string[] => {
    const members = held.get(key);
    if (members === undefined) return NONE;
    return typeof members === 'string' ? [members] : members;
  };
  return {
    add: (key, member) => {
      const members = held.get(key);
      if (members === undefined) held.set(key, member);
      else if (!of(key).includes(member)) held.set(key, [...of(key), member].sort());
    },
    drop: (key, member) => {
      const left = of(key).filter((one) => one !== member);
      const [only] = left;
      if (only === undefined) held.delete(key);
      else held.set(key, left.length === 1 ? only : left);
    },
    of,
    clear: () => {
      held.clear();
    },
  };
}
