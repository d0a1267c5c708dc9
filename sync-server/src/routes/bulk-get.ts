import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonBody } from '../http/body.ts';
import { entryOf, type Entry } from '../http/entry.ts';
import { bodyLimitOf } from '../http/limits.ts';
import { openVisible } from '../http/open-visible.ts';
import { queryOf } from '../http/query.ts';
import { JSON_TEXT, listText, sendInPieces } from './in-pieces.ts';

const MOST_DOCUMENTS = 10_000;

const bulkGetRequest = z.looseObject({
  docs: z.array(z.looseObject({ id: z.string(), rev: z.string().optional() })).max(MOST_DOCUMENTS),
});

type Wanted = z.infer<typeof bulkGetRequest>['docs'][number];
interface Options {
  readonly latest: boolean;
  readonly revisions: boolean;
  readonly attachments: boolean;
}

/** A revision that is named several times is answered once. No replicator does that, and every answer may be a photo. */
const eachOnce = (docs: readonly Wanted[]): readonly Wanted[] => [
  ...new Map(docs.map((wanted) => [JSON.stringify([wanted.id, wanted.rev]), wanted])).values(),
];

async function resultOf(entry: Entry, { id, rev }: Wanted, options: Options): Promise<unknown> {
  const document = await openVisible(entry, id, { ...options, ...(rev === undefined ? {} : { rev }) });
  const doc =
    document === null
      ? { error: { id, rev: rev ?? 'undefined', error: 'not_found', reason: 'missing' } }
      : { ok: document };
  return { id, docs: [doc] };
}

/** One after the other: photos are big, and the store reads one at a time anyway. */
async function* resultsOf(entry: Entry, docs: readonly Wanted[], options: Options): AsyncGenerator {
  for (const wanted of docs) yield await resultOf(entry, wanted, options);
}

/** POST /:db/_bulk_get. `latest=true` gives the newest descendant: a replicator that asks for a revision just replaced must get its successor. */
export function bulkGetRoute(app: FastifyInstance): void {
  app.post('/:db/_bulk_get', { bodyLimit: bodyLimitOf('keys') }, (request, reply) => {
    const entry = entryOf(request);
    const query = queryOf(request);
    const { docs } = jsonBody(request, bulkGetRequest, "Missing JSON list of 'docs'.");
    const options = {
      latest: query.flag('latest'),
      revisions: query.flag('revs'),
      attachments: query.flag('attachments'),
    };
    const results = resultsOf(entry, eachOnce(docs), options);
    return sendInPieces(entry, reply, JSON_TEXT, listText('{"results":[', results, ']}'));
  });
}
