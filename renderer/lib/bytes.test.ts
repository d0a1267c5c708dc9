import { describe, expect, it } from 'vitest';
import { fromBase64, fromUtf8, randomBytes, sha256Hex, toBase64, toBase64Url, toHex, toUtf8 } from './bytes.ts';

describe('bytes', () => {
  it.each([0, 1, 2, 3, 0x3fff, 0x4000, 0x4001, 50_000])('go to base64 and back, %i of them', (length) => {
    const bytes = randomBytes(Math.min(length, 65_536));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });

  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foobar', 'Zm9vYmFy'],
  ])('follow RFC 4648: %s', (text, base64) => {
    expect(toBase64(toUtf8(text))).toBe(base64);
  });

  it('say what they are in other letters', async () => {
    expect(toBase64Url(Uint8Array.of(251, 255, 254))).toBe('-__-');
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
    expect(fromUtf8(toUtf8('网格'))).toBe('网格');
    expect(await sha256Hex(toUtf8('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('throw on a base64 text that is none, so that a broken seal shows', () => {
    expect(() => fromBase64('***')).toThrow();
  });
});
