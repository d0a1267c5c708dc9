import { z } from 'zod';
import type { CollectionName } from '../../../shared/domain/document-types.ts';
import { tombstone } from '../collections/local-form.ts';
import type { LocalCollections } from '../collections/open-database.ts';
import type { LocalDocument } from '../collections/schemas.ts';
import { readOne, readWhere, type Asked } from '../collections/store-access.ts';
import type { FeedBatch, Pulled } from './feed.ts';
import { isOver, pause } from '../../lib/signals.ts';
import { Refused, Unreachable, type ServerLink } from './server-link.ts';

interface Here extends LocalDocument {
  readonly unsent?: number;
  readonly household?: string;
}
const allDocs = z.looseObject({ rows: z.array(z.looseObject({ key: z.string(), doc: z.unknown().optional() })) });

/** Persons whose stay in a room of ours ended in this batch, and who did not come along in it: they may have moved out of our sight. */
function leaversIn(batch: FeedBatch): readonly string[] {
  const residents = batch.documents.get('residents') ?? [];
  const came = new Set(residents.map(({ _id }) => _id));
  const leavers = residents.flatMap((document) => {
    const { type, person, until, state } = document as Pulled & Readonly<Record<string, unknown>>;
    const isOver = until !== undefined || state === 'void';
    return type === 'occupancy' && isOver && typeof person === 'string' && !came.has(person) ? [person] : [];
  });
  return [...new Set(leavers)];
}

/** What is here of somebody: the record, the household, and what was to be done or was said about him. */
async function heldOf(collections: LocalCollections, person: string): Promise<readonly [CollectionName, Here][]> {
  const one = async (name: CollectionName, id: string): Promise<[CollectionName, Here][]> => {
    const found = await readOne<Here>(collections[name], id);
    return found === null ? [] : [[name, found]];
  };
  // Not every kind is open everywhere: tests open a few.
  const of = async (name: CollectionName, where: Asked['where']): Promise<[CollectionName, Here][]> =>
    Object.hasOwn(collections, name)
      ? (await readWhere<Here>(collections[name], { where })).map((found) => [name, found])
      : [];
  const own = await one('residents', person);
  const household = own[0]?.[1].household;
  return [
    ...own,
    ...(household === undefined ? [] : await one('residents', household)),
    ...(await of('careFiles', { type: 'careFile', ref: person })),
    ...(await of('tasks', { type: 'target', ref2: person })),
    ...(await of('history', { type: 'objection', ref: person })),
  ];
}

/** An act of several records arrives in several pushes: somebody whose stay has ended may lie here for a moment longer. */
const CHECKS_MS = [0, 1_500, 6_000, 30_000, 120_000] as const;

export interface DepartureParts {
  readonly collections: LocalCollections;
  readonly link: ServerLink;
  /** Gives a document to its collection as if the feed had brought it. */
  readonly give: (collection: CollectionName, document: Pulled) => void;
  readonly signal: AbortSignal;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * What leaves our scope with a person who moves away: the feed brings the end of the stay (the room is ours), but not the person, who lies elsewhere now.
 * So the server is asked about exactly those; what it does not show us any more goes. Unsent edits stay until they are delivered or refused.
 */
export function departures({ collections, link, give, signal, onTrouble }: DepartureParts) {
  /** Those of whom something is still here and still ours to see. */
  const stillHere = async (people: readonly string[]): Promise<readonly string[]> => {
    const held = await Promise.all(people.map(async (person) => [person, await heldOf(collections, person)] as const));
    const delivered = held.flatMap(([, found]) => found.filter(([, document]) => (document.unsent ?? 0) === 0));
    const keys = [...new Set(delivered.map(([, { _id }]) => _id))];
    if (keys.length === 0) return held.filter(([, found]) => found.length > 0).map(([person]) => person);
    const call = { method: 'POST', json: { keys }, signal } as const;
    const { rows } = await link.ask(allDocs, '/records/_all_docs?include_docs=true', call);
    const shown = new Set(rows.flatMap(({ key, doc }) => (doc === undefined || doc === null ? [] : [key])));
    for (const [name, document] of delivered) if (!shown.has(document._id)) give(name, tombstone(document));
    return people.filter((person) => shown.has(person));
  };
  const follow = async (people: readonly string[]): Promise<void> => {
    let left = people;
    let waitedMs = 0;
    for (const atMs of CHECKS_MS) {
      await pause(atMs - waitedMs, signal);
      if (isOver(signal)) return;
      waitedMs = atMs;
      try {
        left = await stillHere(left);
      } catch (error) {
        // Away for the moment: asked again at the next turn.
        if (!(error instanceof Unreachable || error instanceof Refused) && !isOver(signal))
          onTrouble('departures', error);
      }
      if (left.length === 0) return;
    }
  };
  return {
    /** Looks whether somebody left with this batch; the feed goes on meanwhile. */
    note: (batch: FeedBatch): void => {
      const leavers = leaversIn(batch);
      if (leavers.length > 0) void follow(leavers);
    },
  };
}
