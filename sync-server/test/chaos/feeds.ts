import { z } from 'zod';
import type { Exchange } from './faulty-cable.ts';

const page = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      seq: z.unknown(),
      removed: z.boolean().optional(),
      deleted: z.boolean().optional(),
      doc: z.looseObject({ _rev: z.string() }).optional(),
    }),
  ),
  last_seq: z.unknown(),
});

interface Page {
  readonly device: number;
  readonly since: string;
  readonly last: string;
  readonly status: number;
  /** By id: the place that the feed gave it, and in which revision or that it goes. */
  readonly ids: ReadonlyMap<string, string>;
  readonly at: string;
}

const MOST = 12;

/** What the feed gave to which terminal, page by page: of a document that a terminal lacks or should not hold it tells whether it was given or taken away, and where the feed went past it. */
export class Feeds {
  private readonly pages: Page[] = [];

  seen({ device, path, status, answered, endedMs }: Exchange): void {
    const { pathname, searchParams } = new URL(path, 'http://terminal');
    if (!pathname.endsWith('/records/_changes')) return;
    const read = page.safeParse(parsed(answered));
    this.pages.push({
      ...{ device, status, at: new Date(endedMs).toISOString().slice(11, 23) },
      since: searchParams.get('since') ?? '0',
      last: String(read.data?.last_seq),
      ids: new Map(
        read.data?.results.map(({ id, seq, removed, deleted, doc }) => [
          id,
          `${String(seq)} ${removed === true || deleted === true ? 'as gone' : (doc?._rev ?? '')}`,
        ]),
      ),
    });
  }

  /** The pages that brought it to whom ever, and the last ones of this terminal. */
  told(device: number, id: string): readonly string[] {
    const own = this.pages.filter((one) => one.device === device);
    const bringing = this.pages.filter(({ ids }) => ids.has(id)).slice(-MOST);
    const words = (one: Page): string =>
      `${one.at} T${String(one.device)} ${String(one.status)} since ${one.since} to ${one.last}, ${String(one.ids.size)} rows${one.ids.has(id) ? `, ${id} at ${one.ids.get(id) ?? ''}` : ''}`;
    return [
      `${id} was given ${String(bringing.filter((one) => one.device === device).length)} times to T${String(device)}`,
      ...new Set([...bringing, ...own.slice(-MOST)].map(words)),
    ];
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return null; // cut in the middle
  }
}
