import { expect, it, vi } from 'vitest';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { aUlid } from '../../../shared/testing/builders.ts';
import type { Fetched } from '../evidence/remote-database.ts';
import { keptThumbs } from './kept-thumbs.ts';

/** One thumbnail that came from the centre, and its case, which may leave at any moment; what lies on the disk. */
function oneThumb() {
  const [photo, subject] = [`photo:${aUlid()}`, `case:${aUlid()}`];
  const thumb = { document: { _id: thumbIdOf(photo), subject }, rev: '1-a' } as unknown as Fetched;
  const disk = new Set<string>();
  const state = { isHere: true };
  const during = { put: (): void => undefined };
  const forget = vi.fn();
  let tell: (id: string) => void = () => undefined;
  const thumbs = keptThumbs({
    cases: {
      has: () => Promise.resolve(state.isHere),
      onGone: (heard) => {
        tell = heard;
        return () => undefined;
      },
    },
    evidence: {
      put: async (documents) => {
        during.put();
        await Promise.resolve();
        for (const { document } of documents) disk.add(document._id);
      },
      drop: (ids) => {
        for (const id of ids) disk.delete(id);
        return Promise.resolve();
      },
    },
    forget,
    onTrouble: (what) => {
      throw new Error(what);
    },
  });
  /** As the leading window does it: pictures first, then the case, of which all windows hear. */
  const leave = (): void => {
    disk.delete(thumbIdOf(photo));
    state.isHere = false;
    tell(subject);
  };
  return { photo, thumb, thumbs, disk, during, forget, leave };
}

it('a thumbnail is kept while its case is here, and goes with it', async () => {
  const { photo, thumb, thumbs, disk, forget, leave } = oneThumb();
  expect(await thumbs.keep(photo, thumb)).toBe(true);
  expect([...disk]).toEqual([thumbIdOf(photo)]);
  leave();
  disk.add(thumbIdOf(photo)); // put between the pictures and the case
  await thumbs.close();
  expect([...disk]).toEqual([]);
  expect(forget).toHaveBeenCalledExactlyOnceWith(photo);
});

it('one that comes when its case has left, or while it leaves, does not stay', async () => {
  const late = oneThumb();
  late.leave();
  expect(await late.thumbs.keep(late.photo, late.thumb)).toBe(false);
  expect([...late.disk]).toEqual([]);

  const between = oneThumb();
  between.during.put = between.leave;
  expect(await between.thumbs.keep(between.photo, between.thumb)).toBe(false);
  await between.thumbs.close();
  expect([...between.disk]).toEqual([]);
});
