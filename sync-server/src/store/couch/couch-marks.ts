import { z } from 'zod';
import type { StoreMarks } from '../port.ts';
import type { CouchHttp } from './couch-http.ts';
import type { SequenceLog } from './sequence-log.ts';

/** By so much the clocks of two servers may differ. They are set by the network; and only what moves out of somebody's sight is judged by them. */
const SKEW_MS = 120_000;
/** More changes than this since a mark are not gone through one by one. */
const MOST_CHANGES = 5_000;

const markForm = z.tuple([z.string().min(1).max(20_000), z.number()]);

/**
 * How servers that each count for themselves tell each other where a reader stands: by CouchDB's own sequence, which any of them may ask it about, and by when
 * it was asked. What has changed since then stands in this count at known numbers; where it stood before, and no longer stands, was counted here after that time.
 * Where CouchDB's answer lacks something that was counted after that time, the reader goes on from before everything that may have happened since.
 */
export function couchMarks(http: CouchHttp, log: SequenceLog): StoreMarks {
  return {
    at: (seq) => {
      const moment = log.momentAt(seq);
      return moment === null ? '' : JSON.stringify([moment.seq, moment.askedMs]);
    },
    since: async (mark) => {
      const parsed = markForm.safeParse(JSON.parse(mark));
      if (!parsed.success) return null;
      const [seq, askedMs] = parsed.data;
      const query = `limit=${MOST_CHANGES + 1}&since=${encodeURIComponent(seq)}`;
      const { status, body } = await http.read(`/_changes?${query}`, { expected: [400, 404] });
      if (status !== 200) return null;
      const { results } = body as { readonly results: readonly { readonly id: string }[] };
      const floor = log.before(askedMs - SKEW_MS);
      const unsure = log.before(askedMs + SKEW_MS);
      const counted = await log.after(unsure, MOST_CHANGES + 1);
      if (results.length > MOST_CHANGES || counted.length > MOST_CHANGES) return null;
      const ids = new Set(results.map(({ id }) => id));
      // The mark names a copy of each shard. One that was away answers again before it has what was written meanwhile, which was counted here.
      const isBehind = counted.some(({ id }) => !ids.has(id));
      for (const { id } of counted) ids.add(id);
      const numbers = await log.numbers([...ids]);
      const first = Math.min(log.head() + 1, isBehind ? floor + 1 : Infinity, ...numbers);
      return { floor: Math.min(floor, first - 1), unsure, changed: { ids, first } };
    },
  };
}
