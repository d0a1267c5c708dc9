import type { Placed } from '../../../shared/domain/base-document.ts';
import type { Post } from '../../../shared/domain/staff.ts';
import type { Effect } from './effects.ts';
import type { Exchange } from './faulty-cable.ts';
import { Feeds } from './feeds.ts';
import type { Deed } from './protocol.ts';
import { maySee } from './rights-by-hand.ts';
import type { PersonName } from './people.ts';
import type { World } from './world.ts';

/** A promise that was broken: the key of its figure, and what was found. */
export interface Finding {
  readonly promise: 'lost' | 'diverged' | 'leaked' | 'illegal';
  readonly words: string;
}

/** What the centre said it has. */
export interface Acknowledged {
  readonly database: string;
  readonly id: string;
  /** Entries of a case's log, edits of a record that came with it. */
  readonly entries: readonly string[];
  readonly changes: readonly string[];
}

/** What a server says that has no room, or whose CouchDB is away. */
const FORESEEN: readonly number[] = [503, 507];

interface Held {
  readonly posts: readonly Post[];
  readonly fromMs: number;
  untilMs: number;
}

/** What was said to somebody in a story, noted outside of everything that dies in it. */
export class Book {
  readonly findings: Finding[] = [];
  readonly deeds: (Deed & { readonly who: PersonName; readonly device: number })[] = [];
  readonly letGo = new Set<string>();
  /** Words of what somebody was told is not written. */
  readonly notWritten = new Set<string>();
  readonly acknowledged = new Map<string, Acknowledged>();
  /** What workstations and servers said of themselves. */
  readonly troubles: string[] = [];
  readonly feeds = new Feeds();
  /** How often each kind of fault and of change did take effect. */
  readonly effects = new Map<Effect, number>();
  ops = 0;
  crashes = 0;
  private readonly persons = new Map<string, { readonly name: PersonName; readonly held: Held[] }>();
  private readonly tokens = new Map<string, string>();

  constructor({ people }: World) {
    for (const [name, user] of Object.entries(people))
      this.persons.set(user.id, {
        name: name as PersonName,
        held: [{ posts: user.posts, fromMs: 0, untilMs: Infinity }],
      });
  }

  find(promise: Finding['promise'], words: string): void {
    this.findings.push({ promise, words });
  }

  took(effect: Effect): void {
    this.effects.set(effect, (this.effects.get(effect) ?? 0) + 1);
  }

  /** The administrator gives somebody other posts between these two instants; Infinity: nobody said that it was done. */
  reposted(personId: string, posts: readonly Post[], fromMs: number, doneMs: number): void {
    const held = this.persons.get(personId)?.held;
    if (held === undefined) return;
    for (const before of held) before.untilMs = Math.min(before.untilMs, doneMs);
    held.push({ posts, fromMs, untilMs: Infinity });
  }

  /** Locked out he is shown nothing. */
  locked(personId: string, fromMs: number, doneMs: number): void {
    this.reposted(personId, [], fromMs, doneMs);
  }

  unlocked(personId: string, fromMs: number): void {
    const held = this.persons.get(personId)?.held ?? [];
    const before = held.findLast(({ posts }) => posts.length > 0);
    if (before !== undefined && held.at(-1)?.posts.length === 0)
      held.push({ posts: before.posts, fromMs, untilMs: Infinity });
  }

  postsBetween(personId: string, fromMs: number, untilMs: number): readonly Post[] {
    const held = this.persons.get(personId)?.held ?? [];
    return held.filter((one) => one.fromMs <= untilMs && one.untilMs >= fromMs).flatMap(({ posts }) => posts);
  }

  /** Everything that passed a line: who signed in, what was acknowledged, whether anybody was shown what is not his. */
  seen(exchange: Exchange): void {
    const { path, method, status, answered, token } = exchange;
    const body = jsonOf(answered);
    this.feeds.seen(exchange);
    if (path.startsWith('/_workstation/session') && method === 'POST' && status < 300) {
      const { token: given, user } = body as { readonly token?: string; readonly user?: { readonly id: string } };
      if (given !== undefined && user !== undefined) this.tokens.set(given, user.id);
    }
    if (status >= 500 && !FORESEEN.includes(status))
      this.find('illegal', `${method} ${path}: ${String(status)} ${answered.toString().slice(0, 300)}`);
    const person = token === null ? undefined : this.tokens.get(token);
    if (person === undefined) return;
    const posts = this.postsBetween(person, exchange.begunMs, exchange.endedMs);
    for (const document of documentsIn(body))
      if (document.type !== 'photo' && document.type !== 'thumb' && !maySee(posts, person, document))
        this.find(
          'leaked',
          `${method} ${path.slice(0, 120)} showed ${this.nameOf(person)} ${JSON.stringify(document).slice(0, 300)}`,
        );
    if (status < 300 && method === 'POST' && path.includes('/_bulk_docs')) this.noteAcknowledged(exchange, body);
  }

  nameOf(personId: string): string {
    return this.persons.get(personId)?.name ?? personId;
  }

  private noteAcknowledged({ path, asked }: Exchange, body: unknown): void {
    const database = path.split('/')[1] ?? '';
    const { docs = [], new_edits: newEdits = true } = (jsonOf(asked) ?? {}) as Pushed;
    const rows = (Array.isArray(body) ? body : []) as readonly {
      readonly id?: string;
      readonly ok?: boolean;
      readonly error?: string;
    }[];
    for (const [at, document] of docs.entries()) {
      const row = newEdits ? rows[at] : rows.find(({ id }) => id === document._id);
      const isTaken = newEdits ? row?.ok === true : row?.error === undefined;
      if (!isTaken) continue;
      const entries = (document.log ?? []).map(({ id }) => id);
      const changes = (document.changes ?? []).map(({ id }) => id);
      const before = this.acknowledged.get(document._id);
      this.acknowledged.set(document._id, {
        database,
        id: document._id,
        entries: [...(before?.entries ?? []), ...entries],
        changes: [...(before?.changes ?? []), ...changes],
      });
    }
  }
}

interface Pushed {
  readonly docs?: readonly {
    readonly _id: string;
    readonly log?: readonly { readonly id: string }[];
    readonly changes?: readonly { readonly id: string }[];
  }[];
  readonly new_edits?: boolean;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return null; // a photo, or nothing
  }
}

/** Every document anywhere in an answer. */
function* documentsIn(value: unknown): Generator<Placed> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) yield* documentsIn(one);
    return;
  }
  const { _id, type, scope } = value as Partial<Placed>;
  if (typeof _id === 'string' && typeof type === 'string' && typeof scope === 'string') {
    yield value as Placed;
    return;
  }
  for (const one of Object.values(value)) yield* documentsIn(one);
}
