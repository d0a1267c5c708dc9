import { useReducer } from 'react';

/** The open workstation, as far as it matters here: whose it is. */
interface Session {
  readonly user: { readonly id: string };
}

const carriers: ((from: Session, to: Session) => void)[] = [];
const sayers: ((session: Session) => string | undefined)[] = [];

/**
 * What somebody has filled in and not done yet: in memory only, and for whoever filled it in. Gone with the signing out.
 * `halfMade`: the work in it that would go, in words and without a name; undefined where only how a list was last asked is kept.
 */
export function keptIn<T extends object>(
  make: () => T,
  halfMade: (kept: T) => string | undefined = () => undefined,
): (session: Session) => T {
  const sessions = new WeakMap<Session, T>();
  sayers.push((session) => {
    const kept = sessions.get(session);
    return kept === undefined ? undefined : halfMade(kept);
  });
  carriers.push((from, to) => {
    const kept = sessions.get(from);
    // The very same one: what is still being written from there is forgotten here too.
    if (kept !== undefined) sessions.set(to, kept);
  });
  return (session) => {
    const kept = sessions.get(session) ?? make();
    sessions.set(session, kept);
    return kept;
  };
}

/** What stands half made and goes with the session: `2 个事件里填的办理内容`. */
export function halfMadeIn(session: Session): readonly string[] {
  return sayers.map((says) => says(session)).filter((words) => words !== undefined);
}

/** `3 个事件里填的办理内容`: how many forms of one kind are filled in. */
export function countedWords(filled: readonly unknown[], unitAndWhat: string): string | undefined {
  return filled.length === 0 ? undefined : `${String(filled.length)} ${unitAndWhat}`;
}

/** The same person goes on in another workstation (opened anew, unlocked): with what stood half made in this one. To anybody else nothing goes. */
export function carryKept(from: Session, to: Session): void {
  if (from.user.id !== to.user.id) return;
  for (const carry of carriers) carry(from, to);
}

/** What is filled in in one form of many, how it is changed, and how it is forgotten: it stays when the form is left, until then. */
export function useKept<T extends object>(
  keptOf: (session: Session) => Map<string, T>,
  session: Session,
  key: string,
  nothing: T,
): readonly [T, (change: Partial<T>) => void, () => void] {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  const all = keptOf(session);
  const change = (part: Partial<T>): void => {
    all.set(key, { ...(all.get(key) ?? nothing), ...part });
    draw();
  };
  const forget = (): void => {
    all.delete(key);
    draw();
  };
  return [all.get(key) ?? nothing, change, forget];
}
