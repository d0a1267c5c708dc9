import type { Sight } from '../access/sight.ts';
import type { StoredDocument } from '../store/port.ts';
import { isAt, type ChangeSource } from './change-source.ts';
import type { Sequence } from './position.ts';
import type { Walk } from './walk.ts';

const PAGE = 500;

export interface ScopedRow {
  readonly document: StoredDocument;
  /** Where a client goes on after this row. */
  readonly sequence: Sequence;
}

/** One step of reading: rows that the session may see, and how far the reading has come with them. */
export interface ScopedStep {
  readonly rows: readonly ScopedRow[];
  readonly sequence: Sequence;
}

export interface ScopedChanges {
  /** Everything from a sequence up to now, in steps; ends when there is no more. */
  readonly read: (sight: Sight, from: Sequence) => AsyncGenerator<ScopedStep>;
  readonly now: () => Sequence;
  /** Resolves when there may be something after the sequence, when the time is up, or when the signal says stop. */
  readonly waitBeyond: (sequence: Sequence, stop: AbortSignal, ms: number) => Promise<'news' | 'over'>;
}

/** A first pull walks what the sight holds, then goes on in the change feed (DESIGN §5.2); everyone after that only reads the feed. */
export function scopedChanges(walk: Walk, source: ChangeSource): ScopedChanges {
  async function* walkStep(sight: Sight, from: Sequence): AsyncGenerator<ScopedStep> {
    const { position, walk: cursor } = from;
    if (cursor === null) return;
    let rows: ScopedRow[] = [];
    for await (const row of walk(sight, cursor)) {
      rows.push({ document: row.document, sequence: { position, walk: row.cursor } });
      if (rows.length < PAGE) continue;
      yield { rows, sequence: { position, walk: row.cursor } };
      rows = [];
    }
    yield { rows, sequence: { position, walk: null } };
  }

  async function* feedStep(sight: Sight, from: Sequence): AsyncGenerator<ScopedStep> {
    let { position } = from;
    while (!isAt(position, source.head())) {
      const { items, reached } = await source.read(position, PAGE);
      const seen = await sight.sees(items.map((item) => item.document));
      const rows = items
        .filter((_item, at) => seen[at])
        .map((item) => ({ document: item.document, sequence: { position: item.position, walk: null } }));
      position = reached;
      yield { rows, sequence: { position, walk: null } };
    }
  }

  return {
    read: async function* (sight, from) {
      let sequence = from;
      for await (const step of walkStep(sight, from)) {
        sequence = step.sequence;
        yield step;
      }
      yield* feedStep(sight, sequence);
    },
    now: () => ({ position: source.head(), walk: null }),
    waitBeyond: (sequence, stop, ms) =>
      new Promise((resolve) => {
        const isNews = (): boolean => !isAt(sequence.position, source.head());
        const done = (): void => {
          unsubscribe();
          clearTimeout(timer);
          stop.removeEventListener('abort', done);
          resolve(isNews() ? 'news' : 'over');
        };
        const unsubscribe = source.onStep(() => {
          if (isNews()) done();
        });
        const timer = setTimeout(done, ms);
        stop.addEventListener('abort', done);
        if (stop.aborted || isNews()) done();
      }),
  };
}
