import { createHash } from 'node:crypto';
import { BLOCK_ROW, encodeRows, jpegOfRows } from './jpeg.ts';
import type { Lettering } from './lettering.ts';
import { blankPicture, shrink, type Picture } from './painter.ts';
import { drawScene, VARIANTS, type MotifName, type View } from './scenes.ts';

/** Finished cases keep smaller originals: a street's archive would otherwise outweigh everything else. */
export const FORMATS = { full: 960, archive: 640 } as const;
export type Format = keyof typeof FORMATS;

const THUMB_WIDTH = 320;

interface Thumb {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly original: Uint8Array;
  readonly sha256: string;
  readonly thumb: Thumb;
}

/** The strip at the foot that carries time, place and the covered name: three rows of blocks. */
const STRIP_ROWS = 3;
const STRIP_HEIGHT = STRIP_ROWS * BLOCK_ROW;
const STRIP_GREY = 36;

interface Negative {
  /** Encoded rows above the strip. */
  readonly rows: readonly Uint8Array[];
  readonly width: number;
  readonly height: number;
  readonly thumb: Thumb;
}

function thumbOf(picture: Picture): Thumb {
  const small = shrink(picture, picture.width / THUMB_WIDTH);
  return { width: small.width, height: small.height, bytes: jpegOfRows(small.width, encodeRows(small)) };
}

function develop(picture: Picture): Negative {
  const { width, height } = picture;
  return {
    rows: encodeRows({ width, height: height - STRIP_HEIGHT, rgb: picture.rgb }),
    width,
    height,
    thumb: thumbOf(picture),
  };
}

function strip(width: number, caption: string, lettering: Lettering): Picture {
  const picture = blankPicture(width, STRIP_HEIGHT);
  picture.rgb.fill(STRIP_GREY);
  lettering.write(picture, lettering.fitted(caption, width - 40), 20, 8);
  return picture;
}

export type Camera = (motif: MotifName, variant: number, view: View, caption: string, format: Format) => Photograph;

/** Takes photographs of drawn places. A place is drawn and encoded once per format; every photograph of it differs in its strip. */
export function darkroom(lettering: Lettering): Camera {
  const negatives = new Map<string, Negative>();
  return (motif, variant, view, caption, format) => {
    const turn = variant % VARIANTS;
    const key = `${motif}/${turn}/${view}/${format}`;
    const negative = negatives.get(key) ?? develop(drawScene(motif, turn, view, FORMATS[format]));
    negatives.set(key, negative);
    const original = jpegOfRows(negative.width, [
      ...negative.rows,
      ...encodeRows(strip(negative.width, caption, lettering)),
    ]);
    return {
      width: negative.width,
      height: negative.height,
      original,
      sha256: createHash('sha256').update(original).digest('hex'),
      thumb: negative.thumb,
    };
  };
}
