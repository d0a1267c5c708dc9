import { decode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { SURNAME_LIST, COMMON_SURNAMES } from '../staff/name-parts.ts';
import { findResources, readResources } from '../resources.ts';
import { letteringFrom } from './lettering.ts';
import { blankPicture } from './painter.ts';
import { darkroom } from './photographs.ts';
import { MOTIF_NAMES } from './scenes.ts';

const resources = readResources(findResources());
const lettering = letteringFrom(resources.glyphs);

describe('the lettering of watermarks', () => {
  it('has every character that a caption may need', () => {
    const places = resources.addresses.addresses.map(({ text }) => text).join('');
    const needed = new Set(Array.from(`${places}${SURNAME_LIST.join('')}${COMMON_SURNAMES.join('')}0123456789-: *.`));
    expect([...needed].filter((character) => !lettering.has(character))).toEqual([]);
  });

  it('cuts what does not fit, and says so', () => {
    expect(lettering.fitted('招远路88号', 400)).toBe('招远路88号');
    const cut = lettering.fitted('招远路88号东侧人行道', 120);
    expect(cut).toMatch(/^招远路.*\.\.$/);
  });

  it('writes ink where the letters are and nowhere else', () => {
    const picture = blankPicture(96, 48);
    lettering.write(picture, '招', 10, 8);
    const inked = (from: number, to: number): boolean =>
      picture.rgb.some((value, at) => value > 0 && Math.floor(at / 3) % 96 >= from && Math.floor(at / 3) % 96 < to);
    expect(inked(10, 34)).toBe(true);
    expect(inked(0, 9)).toBe(false);
    expect(inked(36, 96)).toBe(false);
  });
});

describe('a photograph', () => {
  const take = darkroom(lettering);

  it('differs from another of the same place only in its strip', () => {
    const rgb = (caption: string) =>
      decode(take('rubbish', 0, 'near', caption, 'archive').original, { useTArray: true, formatAsRGBA: false });
    const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
    const [one, other] = [rgb('11-20 09:07 招远路 戚**'), rgb('11-19 16:30 上港小区 邬**')];
    const scene = one.width * (one.height - 48) * 3;
    expect(same(one.data.subarray(0, scene), other.data.subarray(0, scene))).toBe(true);
    expect(same(one.data.subarray(scene), other.data.subarray(scene))).toBe(false);
  });

  it('comes in two sizes with the same thumbnail', () => {
    const full = take('manhole', 1, 'near', '11-20', 'full');
    const small = take('manhole', 1, 'near', '11-20', 'archive');
    expect([full.width, full.height, small.width, small.height]).toEqual([960, 720, 640, 480]);
    expect([full.thumb.width, full.thumb.height]).toEqual([320, 240]);
    expect([small.thumb.width, small.thumb.height]).toEqual([320, 240]);
    expect(small.original.length).toBeLessThan(full.original.length);
  });

  it.each(MOTIF_NAMES)('of %s shows a difference between before and after', (motif) => {
    const before = decode(take(motif, 0, 'near', '', 'archive').thumb.bytes, { useTArray: true }).data;
    const after = decode(take(motif, 0, 'after', '', 'archive').thumb.bytes, { useTArray: true }).data;
    const changed = before.filter((value, at) => Math.abs(value - (after[at] ?? 0)) > 24).length / before.length;
    expect(changed).toBeGreaterThan(0.01);
  });
});
