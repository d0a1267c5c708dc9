import { assert } from '../../../shared/lib/assert.ts';
import type { Change, Pouch, PouchDocument } from './pouch.ts';
import type { SealedForm } from './sealed-form.ts';

interface Feed extends PromiseLike<{ readonly results: readonly Change[]; readonly last_seq: number }> {
  readonly on: (event: 'change', heard: (change: Change) => void) => Feed;
  readonly cancel: () => void;
}

interface Wanted {
  readonly docs: readonly { readonly id: string; readonly rev: string }[];
}

/**
 * Some documents of a sealed database as PouchDB's replicator may read them: plain, with the true names and types of their attachments.
 * It asks a source for `changes`, `bulkGet` and `getAttachment`; those are answered here, everything else by the database itself.
 * The feed is made from the named ids: a filter (`doc_ids`) would read through the whole database each time, and would not keep the order.
 */
export function viewOf(pouch: Pouch, ids: readonly string[], form: SealedForm): Pouch {
  const plain = async (id: string, rev: string): Promise<PouchDocument> => {
    const stored = await pouch.get(id, { rev, revs: true });
    const { fields, attachment } = await form.open(stored);
    const { _revisions } = stored;
    const document = { ...fields, _id: id, _rev: rev, _revisions };
    if (attachment === null) return document;
    return { ...document, _attachments: { [attachment.name]: { content_type: attachment.contentType, stub: true } } };
  };

  const answers = {
    changes: ({ since = 0, limit = ids.length }: { readonly since?: number; readonly limit?: number }): Feed => {
      const heard: ((change: Change) => void)[] = [];
      const read = async (): Promise<{ results: Change[]; last_seq: number }> => {
        const { rows } = await pouch.allDocs({ keys: ids });
        const all = rows.flatMap(({ key, value }, index): Change[] =>
          value === undefined ? [] : [{ id: key, seq: index + 1, changes: [{ rev: value.rev }] }],
        );
        const results = all.filter(({ seq }) => seq > since).slice(0, limit);
        for (const change of results) for (const hear of heard) hear(change);
        return { results, last_seq: results.at(-1)?.seq ?? since };
      };
      const answer = read();
      const feed: Feed = {
        on: (_event, hear) => {
          heard.push(hear);
          return feed;
        },
        then: answer.then.bind(answer),
        // Over in a moment by itself.
        cancel: () => undefined,
      };
      return feed;
    },
    bulkGet: async ({ docs }: Wanted) => ({
      results: await Promise.all(docs.map(async ({ id, rev }) => ({ id, docs: [{ ok: await plain(id, rev) }] }))),
    }),
    getAttachment: async (id: string, name: string, { rev }: { readonly rev: string }): Promise<Blob> => {
      const stored = await pouch.get(id, { rev, attachments: true, binary: true });
      const { attachment } = await form.open(stored);
      assert(attachment?.name === name, `${id} is asked for the attachment it names`);
      return new Blob([await form.openBytes(stored)], { type: attachment.contentType });
    },
  };

  return new Proxy(pouch, {
    get: (target, key) => {
      if (Object.hasOwn(answers, key)) return answers[key as keyof typeof answers];
      const own: unknown = Reflect.get(target, key);
      // Bound to the database, so that its listeners and counters stay its own.
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}
