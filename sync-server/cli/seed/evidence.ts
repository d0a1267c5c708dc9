import type { PhotoDocument, ThumbDocument } from '../../../shared/domain/evidence.ts';
import { thumbIdOf } from '../../../shared/domain/evidence.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { CasePhotoOrder, ReplayedCase } from './cases/replay.ts';
import { localText } from './cases/local-time.ts';
import type { Lettering } from './photos/lettering.ts';
import { darkroom, type Format } from './photos/photographs.ts';
import { VARIANTS } from './photos/scenes.ts';

export interface MadePhoto {
  readonly photo: PhotoDocument;
  readonly original: Uint8Array;
  readonly thumb: ThumbDocument;
  readonly thumbnail: Uint8Array;
}

export type Develop = (made: ReplayedCase, format: Format) => readonly MadePhoto[];

/** A name in a watermark is covered: 戚**. */
const covered = (name: string): string => `${name.slice(0, 1)}**`;

const captionOf = (order: CasePhotoOrder, address: string): string =>
  `${localText(order.takenAtMs).slice(5, 16).replace('T', ' ')} ${address} ${covered(order.step.by.user.displayName)}`;

/** The same place for every photo of a case; which one follows from its address. */
const variantOf = (address: string): number =>
  Array.from(address).reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % VARIANTS;

/** Makes the documents and bytes of a case's photos. */
export function photoMaker(lettering: Lettering): Develop {
  const take = darkroom(lettering);
  return ({ document, photos }, format) =>
    photos.map((order) => {
      const { address } = document.finding.place;
      const picture = take(order.motif, variantOf(address), order.view, captionOf(order, address), format);
      const head = {
        scope: document.scope,
        schema: 1,
        subject: document._id,
        author: order.step.by.user.id,
        device: order.step.by.device,
        takenAt: isoAt(order.takenAtMs),
      };
      return {
        photo: {
          _id: order.id,
          type: 'photo',
          ...head,
          kind: order.kind,
          width: picture.width,
          height: picture.height,
          sha256: picture.sha256,
          bytes: picture.original.length,
        },
        original: picture.original,
        thumb: {
          _id: thumbIdOf(order.id),
          type: 'thumb',
          ...head,
          photo: order.id,
          width: picture.thumb.width,
          height: picture.thumb.height,
        },
        thumbnail: picture.thumb.bytes,
      };
    });
}
