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
      if (results.length > MOST_CHANGES) return null;
      const ids = results.map(({ id }) => id);
      const numbers = await log.numbers(ids);
      const first = numbers.reduce((least, one) => Math.min(least, one), log.head() + 1);
      return { floor: Math.min(floor, first - 1), unsure, changed: { ids: new Set(ids), first } };
    },
  };
}
