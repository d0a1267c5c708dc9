import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import type { Bytes } from '../../lib/bytes.ts';
import type { SealedDatabase } from '../evidence/sealed-database.ts';
import type { Rooms } from '../rooms/rooms.ts';

export interface PhotoBytesParts {
  readonly rooms: Pick<Rooms, 'readBytes'>;
  readonly evidence: Pick<SealedDatabase, 'read'>;
}

/** The bytes of a photo that is on this terminal: delivered ones lie with the evidence, the others in the boxes of drafts. */
export const originalOf = async ({ rooms, evidence }: PhotoBytesParts, photoId: string): Promise<Bytes | undefined> =>
  (await evidence.read(photoId))?.attachment?.bytes ?? (await rooms.readBytes('originals', photoId));

export const thumbOf = async ({ rooms, evidence }: PhotoBytesParts, photoId: string): Promise<Bytes | undefined> =>
  (await evidence.read(thumbIdOf(photoId)))?.attachment?.bytes ?? (await rooms.readBytes('thumbs', photoId));
