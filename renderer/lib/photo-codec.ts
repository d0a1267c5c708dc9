import { sha256Hex, type Bytes } from './bytes.ts';

/** A photo made ready: upright, without EXIF (place, device, owner), and small enough for a slow line. */
export interface PreparedPhoto {
  readonly original: Bytes;
  readonly thumb: Bytes;
  readonly width: number;
  readonly height: number;
  readonly thumbWidth: number;
  readonly thumbHeight: number;
  readonly sha256: string;
}

/** `null`: not a picture that this browser can read. */
export type PreparePhoto = (blob: Blob) => Promise<PreparedPhoto | null>;

/** Enough to read a sign on a wall; about 500 KB. */
const LONGEST_PX = 1920;
const THUMB_PX = 320;
const QUALITY = 0.86;
const THUMB_QUALITY = 0.75;

/** Decodes and draws anew: what is drawn is all that is kept. */
export const preparePhoto: PreparePhoto = async (blob) => {
  const picture = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null);
  if (picture === null) return null;
  try {
    const original = await jpeg(picture, LONGEST_PX, QUALITY);
    const thumb = await jpeg(picture, THUMB_PX, THUMB_QUALITY);
    return {
      original: original.bytes,
      thumb: thumb.bytes,
      width: original.width,
      height: original.height,
      thumbWidth: thumb.width,
      thumbHeight: thumb.height,
      sha256: await sha256Hex(original.bytes),
    };
  } finally {
    picture.close();
  }
};

async function jpeg(
  picture: ImageBitmap,
  longest: number,
  quality: number,
): Promise<{ readonly bytes: Bytes; readonly width: number; readonly height: number }> {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no 2d canvas');
  context.imageSmoothingQuality = 'high';
  // A transparent picture would turn black in JPEG.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return { bytes: new Uint8Array(await drawn.arrayBuffer()), width, height };
}
