import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import type { PreparedPhoto, PreparePhoto } from '../../lib/photo-codec.ts';
import { newUlid } from '../../lib/random.ts';
import type { NewPhoto, Outcome } from '../api.ts';
import type { Me } from '../me.ts';
import { mirrorOf, type Mirror, type Planned } from '../rooms/mirror.ts';
import type { Change, Rooms } from '../rooms/rooms.ts';
import { done, NOT_A_PICTURE, troubled } from '../trouble.ts';

/** What is known of a photo made on this device. Until it is delivered its bytes are boxes of their own, `originals` and `thumbs`, under the same id. */
export interface StoredPhoto {
  readonly id: string;
  /** The draft or the case it belongs to. */
  readonly owner: string;
  /** Grid of the case; known once it belongs to one. */
  readonly scope?: string;
  readonly kind: PhotoKind;
  readonly takenAt: string;
  readonly width: number;
  readonly height: number;
  readonly thumbWidth: number;
  readonly thumbHeight: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly author: string;
  readonly device: string;
}

export interface PhotoStore {
  readonly rows: Mirror<StoredPhoto>['rows'];
  /** Makes a photo ready in memory; writing it is the caller's transaction. */
  readonly prepare: (photo: NewPhoto, owner: string) => Promise<Outcome<ReadyPhoto>>;
  /** Photo, original and thumbnail, to be written together. */
  readonly planStored: (photos: readonly ReadyPhoto[]) => {
    readonly planned: Planned;
    readonly also: readonly Change[];
  };
  readonly planGone: (ids: readonly string[]) => { readonly planned: Planned; readonly also: readonly Change[] };
  /** Only the bytes: what is known of the photos stays. */
  readonly planBytesGone: (ids: readonly string[]) => readonly Change[];
  readonly plan: Mirror<StoredPhoto>['plan'];
}

export interface ReadyPhoto {
  readonly row: StoredPhoto;
  readonly prepared: PreparedPhoto;
}

export async function openPhotoStore(rooms: Rooms, me: Me, prepare: PreparePhoto): Promise<PhotoStore> {
  const { rows, plan } = await mirrorOf<StoredPhoto>(rooms, 'photos');
  const planBytesGone = (ids: readonly string[]): readonly Change[] =>
    ids.flatMap((id): readonly Change[] => [
      { room: 'originals', id, gone: true },
      { room: 'thumbs', id, gone: true },
    ]);
  return {
    rows,
    plan,
    planBytesGone,
    prepare: async ({ blob, kind, takenAt }, owner) => {
      const prepared = await prepare(blob);
      if (prepared === null) return troubled(NOT_A_PICTURE);
      const { width, height, thumbWidth, thumbHeight, sha256 } = prepared;
      const row: StoredPhoto = {
        id: `photo:${newUlid(me.clock.nowMs())}`,
        owner,
        kind,
        takenAt,
        width,
        height,
        thumbWidth,
        thumbHeight,
        bytes: prepared.original.length,
        sha256,
        author: me.user.id,
        device: me.terminal,
      };
      return done({ row, prepared });
    },
    planStored: (photos) => ({
      planned: plan(new Map(photos.map(({ row }) => [row.id, row]))),
      also: photos.flatMap(({ row: { id }, prepared }): readonly Change[] => [
        { room: 'originals', id, bytes: prepared.original },
        { room: 'thumbs', id, bytes: prepared.thumb },
      ]),
    }),
    planGone: (ids) => ({
      planned: plan(new Map(ids.map((id) => [id, null]))),
      also: planBytesGone(ids),
    }),
  };
}
