import { ORIGINAL_ATTACHMENT, THUMB_ATTACHMENT, thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { Bytes } from '../../lib/bytes.ts';
import { isOver } from '../../lib/signals.ts';
import type { Delivery, PhotosApi, Trouble } from '../api.ts';
import { derived, liveWhileHeard, remembered } from '../live.ts';
import type { Fetched, RemoteDatabase } from '../evidence/remote-database.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Ledger } from '../sync/ledger.ts';
import type { ServerLink } from '../sync/server-link.ts';
import { done, troubled } from '../trouble.ts';
import { keptThumbs, type CasesHere } from './kept-thumbs.ts';
import { originalOf, thumbOf } from './photo-bytes.ts';
import type { PhotoStore } from './photo-store.ts';

const AWAY: Trouble = {
  code: 'photo-away',
  what: '原图不在本机，现在取不到。',
  safe: '缩略图还在，原图在中心。',
  next: '联网后再打开。',
};

const thumbKey = (photoId: string): string => `thumb ${photoId}`;
const originalKey = (photoId: string): string => `original ${photoId}`;

export interface PhotosReader extends PhotosApi {
  readonly close: () => Promise<void>;
}

export interface PhotosReaderParts {
  readonly rooms: Rooms;
  readonly photos: PhotoStore;
  readonly evidence: SealedDatabase;
  readonly cases: CasesHere;
  readonly center: RemoteDatabase;
  readonly ledger: Ledger;
  readonly link: ServerLink;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Evidence first, then the boxes of drafts, then the server. Thumbnails are kept sealed once seen, under the server's revision, while their case is here;
 * originals of others are fetched each time they are asked for and not kept.
 */
export function photosApi(parts: PhotosReaderParts): PhotosReader {
  const { rooms, photos, evidence, cases, center, ledger, link, onTrouble } = parts;
  const urls = new Map<string, string>();
  const ending = new AbortController();
  const running = new Set<Promise<void>>();
  const urlOf = (key: string, bytes: Bytes): string => {
    const known = urls.get(key);
    if (known !== undefined) return known;
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    urls.set(key, url);
    return url;
  };
  const forget = (photoId: string): void => {
    for (const key of [thumbKey(photoId), originalKey(photoId)]) {
      URL.revokeObjectURL(urls.get(key) ?? '');
      urls.delete(key);
    }
  };
  const thumbs = keptThumbs({ cases, evidence, forget, onTrouble });
  const fetched = async (id: string, attachment: string): Promise<Fetched | null> => {
    try {
      return await center.fetch(id, attachment, ending.signal);
    } catch {
      // Not reachable, not there yet, or not ours to see: all the same to who looks, and asked again when the server is back.
      return null;
    }
  };
  const thumbUrl = async (photoId: string): Promise<string | null> => {
    const key = thumbKey(photoId);
    const known = urls.get(key);
    if (known !== undefined) return known;
    const here = await thumbOf({ rooms, evidence }, photoId);
    if (here !== undefined) return urlOf(key, here);
    const thumb = await fetched(thumbIdOf(photoId), THUMB_ATTACHMENT);
    if (thumb === null || !(await thumbs.keep(photoId, thumb))) return null;
    return urlOf(key, thumb.attachment.bytes);
  };

  return {
    thumb: remembered((photoId: string) =>
      liveWhileHeard<string | null>((set) => {
        let heard = true;
        let asking = false;
        const read = async (): Promise<void> => {
          const url = await thumbUrl(photoId);
          if (heard) set(url);
        };
        const ask = (): void => {
          if (asking || isOver(ending.signal)) return;
          asking = true;
          const reading = read()
            .catch((error: unknown) => {
              onTrouble(`thumbnail of ${photoId}`, error);
            })
            .finally(() => {
              asking = false;
              running.delete(reading);
            });
          running.add(reading);
        };
        ask();
        // The photo may arrive after its case: asked again whenever contact changes, and while the case is watched, by its reader.
        const stop = link.contact.subscribe(ask);
        const again = setInterval(() => {
          if (!urls.has(thumbKey(photoId)) && link.contact.get().online) ask();
        }, ASK_AGAIN_MS);
        return () => {
          heard = false;
          clearInterval(again);
          stop();
        };
      }),
    ),
    original: async (photoId) => {
      const key = originalKey(photoId);
      const known = urls.get(key);
      if (known !== undefined) return done(known);
      const here = await originalOf({ rooms, evidence }, photoId);
      if (here !== undefined) return done(urlOf(key, here));
      const photo = await fetched(photoId, ORIGINAL_ATTACHMENT);
      return photo === null ? troubled(AWAY) : done(urlOf(key, photo.attachment.bytes));
    },
    delivery: remembered((photoId: string) =>
      derived(ledger.rows, (rows): Delivery => {
        const row = rows.get(photoId);
        if (row !== undefined) return row.delivery;
        // Not written here: a draft's, or somebody else's, which can only have come from the server.
        return photos.rows.get().has(photoId) ? 'local' : 'delivered';
      }),
    ),
    close: async () => {
      ending.abort();
      await Promise.all(running);
      await thumbs.close();
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}

/** Photos follow their case by seconds: while somebody looks at the gap, it is tried again this often. */
const ASK_AGAIN_MS = 3_000;
