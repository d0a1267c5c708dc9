import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { aDocument, anId, fingerprint, putIn } from './documents-under-test.ts';
import type { Store } from './port.ts';

/** The part of the store port that has bytes. */
export function attachmentsContract(store: () => Store): void {
  describe('attachments', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0, 0x0a, 0x0d, 0x80]), randomBytes(70_000)]);
    const photo = aDocument({ _id: anId('photo'), type: 'photo' });
    let rev = '';
    beforeAll(async () => {
      rev = await putIn(store(), {
        ...photo,
        _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: bytes } },
      });
    });

    it('come back byte for byte', async () => {
      const back = await store().attachment(photo._id, 'original.jpg', rev);
      expect(back?.equals(bytes)).toBe(true);
      expect(await store().attachment(photo._id, 'none.jpg', rev)).toBeNull();
      expect(await store().attachment(anId('photo'), 'original.jpg', rev)).toBeNull();
    });

    it('are named by type, length and digest wherever the document is read', async () => {
      const stub = {
        content_type: 'image/jpeg',
        length: bytes.length,
        digest: `md5-${createHash('md5').update(bytes).digest('base64')}`,
      };
      const inForce = (await store().current([photo._id])).get(photo._id);
      const changed = (await store().changes(0, 1_000)).changes.find(
        ({ document }) => document._id === photo._id,
      )?.document;
      for (const read of [inForce, changed, await store().open(photo._id, {})]) {
        expect(read?._attachments?.['original.jpg']).toMatchObject(stub);
        expect(read?._attachments?.['original.jpg']).not.toHaveProperty('data');
      }
      const inline = await store().open(photo._id, { attachments: true });
      expect(inline?._attachments?.['original.jpg']?.data).toBe(bytes.toString('base64'));
    });

    it('are taken with revisions as they come', async () => {
      const id = fingerprint('photo');
      const theirs = aDocument({
        _id: anId('photo'),
        _rev: `1-${id}`,
        _revisions: { start: 1, ids: [id] },
        _attachments: { 'original.jpg': { content_type: 'image/jpeg', data: bytes } },
      });
      await store().write([theirs], { newEdits: false });
      expect((await store().attachment(theirs._id, 'original.jpg', `1-${id}`))?.equals(bytes)).toBe(true);
    });
  });
}
