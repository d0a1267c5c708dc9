import type { Picture } from './painter.ts';

/*
 * A small baseline JPEG encoder (ITU-T T.81; the tables are those of its annex K). It exists for one thing that no library offers: every row of
 * blocks is closed by a restart marker and stands alone, so a photo that differs from another only in the strip at its foot costs the strip.
 */

const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
] as const;
const LUMA_STEPS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
] as const;
const CHROMA_STEPS = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  99,
  99,
  99,
  99,
  99,
  ...Array.from({ length: 32 }, () => 99),
];

interface HuffmanTable {
  /** How many codes there are of each length, 1 to 16. */
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}
const DC_LUMA: HuffmanTable = {
  counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
  symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};
const DC_CHROMA: HuffmanTable = {
  counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
  symbols: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
};
const hex = (text: string): readonly number[] => (text.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
const AC_LUMA: HuffmanTable = {
  counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125],
  symbols: hex(
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445' +
      '464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6' +
      'b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  ),
};
const AC_CHROMA: HuffmanTable = {
  counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119],
  symbols: hex(
    '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a4344' +
      '45464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4' +
      'b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa',
  ),
};

interface Codes {
  readonly code: Uint16Array;
  readonly length: Uint8Array;
}
function codesOf({ counts, symbols }: HuffmanTable): Codes {
  const codes = { code: new Uint16Array(256), length: new Uint8Array(256) };
  let code = 0;
  let next = 0;
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i += 1) {
      const symbol = symbols[next] ?? 0;
      codes.code[symbol] = code;
      codes.length[symbol] = index + 1;
      code += 1;
      next += 1;
    }
    code <<= 1;
  });
  return codes;
}
const CODES = {
  dcLuma: codesOf(DC_LUMA),
  acLuma: codesOf(AC_LUMA),
  dcChroma: codesOf(DC_CHROMA),
  acChroma: codesOf(AC_CHROMA),
};

/** Above 50 the steps of the annex shrink in a line. 75 is what most cameras' thumbnails use: no visible loss on drawings at this size. */
const QUALITY = 75;
const scaleStep = (step: number): number => {
  const factor = 200 - 2 * QUALITY;
  return Math.min(255, Math.max(1, Math.floor((step * factor + 50) / 100)));
};
const STEPS = { luma: LUMA_STEPS.map(scaleStep), chroma: CHROMA_STEPS.map(scaleStep) };

/** Scale factors of the fast transform below (Arai, Agui, Nakajima 1988), taken back when dividing by the steps. */
const FAST_SCALES = [1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.5411961, 0.275899379];
const divisorsOf = (values: readonly number[]): Float64Array =>
  Float64Array.from(values, (step, at) => 1 / (step * (FAST_SCALES[at >> 3] ?? 1) * (FAST_SCALES[at & 7] ?? 1) * 8));

class BitWriter {
  #bytes = new Uint8Array(2_048);
  #length = 0;
  #held = 0;
  #bits = 0;

  write(code: number, length: number): void {
    this.#held = (this.#held << length) | code;
    this.#bits += length;
    while (this.#bits >= 8) {
      this.#bits -= 8;
      const byte = (this.#held >> this.#bits) & 0xff;
      this.#push(byte);
      if (byte === 0xff) this.#push(0);
    }
    this.#held &= (1 << this.#bits) - 1;
  }

  /** Fills the last byte with ones and gives everything written. */
  finish(): Uint8Array {
    if (this.#bits > 0) this.write((1 << (8 - this.#bits)) - 1, 8 - this.#bits);
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}

interface Channel {
  readonly divisors: Float64Array;
  readonly dc: Codes;
  readonly ac: Codes;
}
const LUMA: Channel = { divisors: divisorsOf(STEPS.luma), dc: CODES.dcLuma, ac: CODES.acLuma };
const CHROMA: Channel = { divisors: divisorsOf(STEPS.chroma), dc: CODES.dcChroma, ac: CODES.acChroma };

const steps = new Int32Array(64);

/** Eight samples, `stride` apart, to their (scaled) frequencies in place: five multiplications. */
function fastTransform(block: Float64Array, start: number, stride: number): void {
  const at = (index: number): number => block[start + index * stride] ?? 0;
  const put = (index: number, value: number): void => {
    block[start + index * stride] = value;
  };
  const [sum07, diff07] = [at(0) + at(7), at(0) - at(7)];
  const [sum16, diff16] = [at(1) + at(6), at(1) - at(6)];
  const [sum25, diff25] = [at(2) + at(5), at(2) - at(5)];
  const [sum34, diff34] = [at(3) + at(4), at(3) - at(4)];

  const [outer, inner] = [sum07 + sum34, sum16 + sum25];
  const even = (sum16 - sum25 + sum07 - sum34) * Math.SQRT1_2;
  put(0, outer + inner);
  put(4, outer - inner);
  put(2, sum07 - sum34 + even);
  put(6, sum07 - sum34 - even);

  const [low, middle, high] = [diff34 + diff25, diff25 + diff16, diff16 + diff07];
  const turn = (low - high) * 0.382683433;
  const [left, right] = [0.5411961 * low + turn, 1.306562965 * high + turn];
  const centre = middle * Math.SQRT1_2;
  put(5, diff07 - centre + left);
  put(3, diff07 - centre - left);
  put(1, diff07 + centre + right);
  put(7, diff07 + centre - right);
}

/** DCT and quantisation of 8 × 8 samples around 0, into `steps` in zigzag order. The samples are used up. */
function transform(samples: Float64Array, divisors: Float64Array): void {
  for (let row = 0; row < 64; row += 8) fastTransform(samples, row, 1);
  for (let column = 0; column < 8; column += 1) fastTransform(samples, column, 8);
  for (let i = 0; i < 64; i += 1) {
    const at = ZIGZAG[i] ?? 0;
    steps[i] = Math.round((samples[at] ?? 0) * (divisors[at] ?? 0));
  }
}

const sizeOf = (value: number): number => 32 - Math.clz32(Math.abs(value));
function writeValue(bits: BitWriter, value: number, size: number): void {
  bits.write(value < 0 ? value + (1 << size) - 1 : value, size);
}
const putSymbol = (bits: BitWriter, codes: Codes, symbol: number): void => {
  bits.write(codes.code[symbol] ?? 0, codes.length[symbol] ?? 0);
};

const ZERO_RUN = 0xf0;
const END_OF_BLOCK = 0;

/** Writes one block and gives its DC step, from which the next of its channel counts. */
function writeBlock(
  bits: BitWriter,
  samples: Float64Array,
  channel: Channel,
  previous: number,
  plain: boolean,
): number {
  if (plain || isFlat(samples)) {
    // Most blocks of a drawing: one number says everything.
    steps.fill(0);
    steps[0] = Math.round((samples[0] ?? 0) * 64 * (channel.divisors[0] ?? 0));
  } else {
    transform(samples, channel.divisors);
  }
  const dc = steps[0] ?? 0;
  const dcSize = sizeOf(dc - previous);
  putSymbol(bits, channel.dc, dcSize);
  if (dcSize > 0) writeValue(bits, dc - previous, dcSize);
  let last = 63;
  while (last > 0 && steps[last] === 0) last -= 1;
  let zeros = 0;
  for (let i = 1; i <= last; i += 1) {
    const value = steps[i] ?? 0;
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) putSymbol(bits, channel.ac, ZERO_RUN);
    const size = sizeOf(value);
    putSymbol(bits, channel.ac, (zeros << 4) | size);
    writeValue(bits, value, size);
    zeros = 0;
  }
  if (last < 63) putSymbol(bits, channel.ac, END_OF_BLOCK);
  return dc;
}

/** Differences below this vanish in the quantisation. */
const SAME = 0.4;

function isFlat(samples: Float64Array): boolean {
  const first = samples[0] ?? 0;
  for (let i = 1; i < 64; i += 1) if (Math.abs((samples[i] ?? 0) - first) > SAME) return false;
  return true;
}

const lumaBlock = new Float64Array(64);
const blueBlock = new Float64Array(64);
const redBlock = new Float64Array(64);

/** Side of the square that one set of blocks covers: colour is kept at half the resolution. */
export const BLOCK_ROW = 16;

function fillLuma({ rgb, width }: Picture, left: number, top: number): void {
  for (let y = 0; y < 8; y += 1) {
    let at = ((top + y) * width + left) * 3;
    for (let x = 0; x < 8; x += 1, at += 3) {
      lumaBlock[y * 8 + x] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0) - 128;
    }
  }
}

/** Of a plain set of blocks the first sample says all. */
function fillChroma({ rgb, width }: Picture, left: number, top: number, plain: boolean): void {
  for (let y = 0; y < (plain ? 1 : 8); y += 1) {
    for (let x = 0; x < 8; x += 1) {
      const at = ((top + y * 2) * width + left + x * 2) * 3;
      const below = at + width * 3;
      const sum = (channel: number): number =>
        ((rgb[at + channel] ?? 0) +
          (rgb[at + 3 + channel] ?? 0) +
          (rgb[below + channel] ?? 0) +
          (rgb[below + 3 + channel] ?? 0)) /
        4;
      const [red, green, blue] = [sum(0), sum(1), sum(2)];
      blueBlock[y * 8 + x] = -0.168736 * red - 0.331264 * green + 0.5 * blue;
      redBlock[y * 8 + x] = 0.5 * red - 0.418688 * green - 0.081312 * blue;
    }
  }
}

/** Whether a set of blocks is of one colour: the ground of a strip, a wall in even light. */
function isOneColour({ rgb, width }: Picture, left: number, top: number): boolean {
  const first = (top * width + left) * 3;
  const [red, green, blue] = [rgb[first], rgb[first + 1], rgb[first + 2]];
  for (let y = 0; y < BLOCK_ROW; y += 1) {
    const start = first + y * width * 3;
    for (let at = start; at < start + BLOCK_ROW * 3; at += 3) {
      if (rgb[at] !== red || rgb[at + 1] !== green || rgb[at + 2] !== blue) return false;
    }
  }
  return true;
}

/** One row of blocks, standing alone. The picture's width must be a multiple of 16. */
function encodeRow(picture: Picture, top: number): Uint8Array {
  const bits = new BitWriter();
  let [luma, blue, red] = [0, 0, 0];
  for (let left = 0; left < picture.width; left += BLOCK_ROW) {
    const plain = isOneColour(picture, left, top);
    if (plain) fillLuma(picture, left, top);
    for (let quarter = 0; quarter < 4; quarter += 1) {
      if (!plain) fillLuma(picture, left + (quarter & 1) * 8, top + (quarter >> 1) * 8);
      luma = writeBlock(bits, lumaBlock, LUMA, luma, plain);
    }
    fillChroma(picture, left, top, plain);
    blue = writeBlock(bits, blueBlock, CHROMA, blue, plain);
    red = writeBlock(bits, redBlock, CHROMA, red, plain);
  }
  return bits.finish();
}

const word = (value: number): readonly number[] => [value >> 8, value & 0xff];
const segment = (marker: number, body: readonly number[]): readonly number[] => [
  0xff,
  marker,
  ...word(body.length + 2),
  ...body,
];
const table = (id: number, { counts, symbols }: HuffmanTable): readonly number[] =>
  segment(0xc4, [id, ...counts, ...symbols]);

function header(width: number, height: number): Uint8Array {
  const quant = (id: number, values: readonly number[]): readonly number[] =>
    segment(0xdb, [id, ...ZIGZAG.map((at) => values[at] ?? 1)]);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...quant(0, STEPS.luma),
    ...quant(1, STEPS.chroma),
    ...segment(0xc0, [8, ...word(height), ...word(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]),
    ...table(0x00, DC_LUMA),
    ...table(0x10, AC_LUMA),
    ...table(0x01, DC_CHROMA),
    ...table(0x11, AC_CHROMA),
    ...segment(0xdd, word(width / BLOCK_ROW)),
    ...segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ]);
}

/** The rows of a picture, encoded one by one, top to bottom. Sizes must be multiples of 16. */
export function encodeRows(picture: Picture): readonly Uint8Array[] {
  return Array.from({ length: picture.height / BLOCK_ROW }, (_, row) => encodeRow(picture, row * BLOCK_ROW));
}

const headers = new Map<string, Uint8Array>();

function headerOf(width: number, height: number): Uint8Array {
  const key = `${width}x${height}`;
  const found = headers.get(key) ?? header(width, height);
  headers.set(key, found);
  return found;
}

/** A JPEG file of rows that were encoded at this width. */
export function jpegOfRows(width: number, rows: readonly Uint8Array[]): Uint8Array {
  const head = headerOf(width, rows.length * BLOCK_ROW);
  const length = rows.reduce((sum, row) => sum + row.length + 2, head.length);
  const file = new Uint8Array(length);
  file.set(head, 0);
  let at = head.length;
  rows.forEach((row, index) => {
    file.set(row, at);
    at += row.length;
    file.set([0xff, index === rows.length - 1 ? 0xd9 : 0xd0 + (index & 7)], at);
    at += 2;
  });
  return file;
}
