import type { AnyRecord } from '../actions/change-set.ts';
import type { TagEntry } from '../domain/catalog.ts';
import type { ObjectionDocument } from '../domain/objection.ts';
import type { OccupancyDocument, PersonDocument } from '../domain/person.ts';

/** `error`: cannot be right. `doubt`: may be right, must be looked at. `stale`: was right once. */
export type Severity = 'error' | 'doubt' | 'stale';

/** One thing a rule found. The same data gives the same issue with the same id, everywhere. */
export interface Issue {
  /** `<rule>/<subject>[/<detail>]` */
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  /** The field to look at, where it is one. */
  readonly field?: string;
  readonly severity: Severity;
  /** What is wrong, in words: 身份号的校验位不对，请核对最后一位。 */
  readonly words: string;
  /** What may be done with one click, by key of `shared/rules/fixes`. */
  readonly fixes: readonly { readonly key: string; readonly label: string }[];
}

/** What a rule may ask beside the record itself. Everything is an index lookup, never a scan. */
export interface World {
  /** YYYY-MM-DD in Shanghai. */
  readonly today: string;
  /** Whether this is a demonstration: ids that begin with 999 and phones that begin with 100 hold only there. */
  readonly isDemonstration: boolean;
  readonly tags: ReadonlyMap<string, TagEntry>;
  readonly person: (id: string) => PersonDocument | undefined;
  /** Ids of the effective persons with this normalised id number. */
  readonly personsByIdNumber: (idNumber: string) => readonly string[];
  /** Effective, not ended. */
  readonly occupanciesOfRoom: (room: string) => readonly OccupancyDocument[];
  readonly occupanciesOfPerson: (person: string) => readonly OccupancyDocument[];
  readonly membersOfHousehold: (household: string) => readonly PersonDocument[];
  /** 数据异议 that nobody has answered yet. */
  readonly openObjectionsTo: (subject: string) => readonly ObjectionDocument[];
  readonly record: (id: string) => AnyRecord | undefined;
}

/** One rule, one file. Pure over (record, world). Silent on records of other types. */
export interface Rule {
  /** kebab-case, as its file is named. */
  readonly name: string;
  /** 身份号不对 … : the heading under which the work list groups. */
  readonly title: string;
  /** Types it looks at. */
  readonly of: readonly AnyRecord['type'][];
  /** Whether it needs the world: a rule that does not is run while typing as well as in the list. */
  readonly needsWorld: boolean;
  readonly find: (record: AnyRecord, world: World) => readonly Issue[];
}
