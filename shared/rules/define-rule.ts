import type { AnyRecord } from '../actions/change-set.ts';
import type { RecordOf } from '../domain/record-of.ts';
import type { Issue, Rule, Severity, World } from './issue.ts';

/** What a rule says about one thing it found; who and under which rule is known already. */
export interface Finding {
  readonly severity: Severity;
  readonly words: string;
  readonly field?: string | undefined;
  /** Tells several findings of one rule about one record apart. Of what it is, never of its place in a list: ids outlive a change of order. */
  readonly detail?: string | undefined;
  readonly fixes?: Issue['fixes'] | undefined;
}

type Subject = keyof RecordOf & Rule['of'][number];

interface Definition<T extends Subject> {
  readonly name: string;
  readonly title: string;
  readonly of: readonly T[];
  readonly needsWorld: boolean;
  readonly find: (record: RecordOf[T], world: World) => readonly Finding[];
}

/** Makes a rule: silent on other types and on void records, ids given, findings in the order of their ids. */
export function defineRule<T extends Subject>({ name, title, of, needsWorld, find }: Definition<T>): Rule {
  const types: readonly string[] = of;
  return {
    name,
    title,
    of,
    needsWorld,
    find: (record: AnyRecord, world: World): readonly Issue[] => {
      if (!types.includes(record.type) || record['state'] === 'void') return [];
      // The type was just compared: records are told apart by it alone.
      const found = find(record as unknown as RecordOf[T], world);
      if (found.length === 0) return [];
      const issues = found.map(({ severity, words, field, detail, fixes }): Issue => ({
        id: detail === undefined ? `${name}/${record._id}` : `${name}/${record._id}/${detail}`,
        rule: name,
        subject: record._id,
        ...(field === undefined ? {} : { field }),
        severity,
        words,
        fixes: fixes ?? [],
      }));
      return onceEach(issues);
    },
  };
}

/** In the order of their ids; of two with one id (a tag borne twice) the same one whatever the order of the record. */
function onceEach(issues: readonly Issue[]): readonly Issue[] {
  const key = (issue: Issue): string => `${issue.id} ${issue.words}`;
  const sorted = issues.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return sorted.filter((issue, index) => issue.id !== sorted[index - 1]?.id);
}

/** A short mark of a number, so that ids of issues can name it without holding it (FNV-1a, 32 bits). */
export function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A person whom the street still has: alive and not moved away. */
export const isHere = (person: RecordOf['person']): boolean => person.life === 'living' && person.leftOn === undefined;

/** `严立诚、严安` */
export const listed = (names: readonly string[]): string => names.join('、');
