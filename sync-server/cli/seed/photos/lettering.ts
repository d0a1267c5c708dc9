import { inflateRawSync } from 'node:zlib';
import type { Picture } from './painter.ts';

/** resources/lettering/glyphs.json, made by `make-glyphs.mjs`. */
export interface GlyphAtlas {
  readonly height: number;
  readonly characters: string;
  /** Of each character, in dots. */
  readonly widths: readonly number[];
  /** Ink of every dot, 0–15, two in a byte, deflated, base64. */
  readonly bits: string;
}

export interface Lettering {
  readonly has: (character: string) => boolean;
  /** As much of a text as fits into so many dots, with .. where it was cut. */
  readonly fitted: (text: string, width: number) => string;
  /** Writes in white from the upper left corner given. */
  readonly write: (picture: Picture, text: string, left: number, top: number) => void;
}

interface Glyph {
  readonly width: number;
  /** Where its first dot lies. */
  readonly at: number;
}

/** Stands for a character that the atlas lacks. */
const FALLBACK = '·';
const WHITE = 250;

function glyphsOf(atlas: GlyphAtlas): ReadonlyMap<string, Glyph> {
  const found = new Map<string, Glyph>();
  let at = 0;
  Array.from(atlas.characters).forEach((character, index) => {
    const width = atlas.widths[index] ?? 0;
    found.set(character, { width, at });
    at += width * atlas.height;
  });
  return found;
}

export function letteringFrom(atlas: GlyphAtlas): Lettering {
  const dots = inflateRawSync(Buffer.from(atlas.bits, 'base64'));
  const glyphs = glyphsOf(atlas);
  const glyphOf = (character: string): Glyph => glyphs.get(character) ?? glyphs.get(FALLBACK) ?? { width: 0, at: 0 };
  const widthOf = (text: string): number =>
    Array.from(text).reduce((sum, character) => sum + glyphOf(character).width, 0);
  const inkAt = (dot: number): number => {
    const pair = dots[dot >> 1] ?? 0;
    return (dot % 2 === 0 ? pair >> 4 : pair & 15) / 15;
  };
  const stamp = (picture: Picture, glyph: Glyph, left: number, top: number): void => {
    for (let dot = 0; dot < glyph.width * atlas.height; dot += 1) {
      const ink = inkAt(glyph.at + dot);
      if (ink === 0) continue;
      const at = ((top + Math.floor(dot / glyph.width)) * picture.width + left + (dot % glyph.width)) * 3;
      for (let channel = at; channel < at + 3; channel += 1) {
        const before = picture.rgb[channel] ?? 0;
        picture.rgb[channel] = before + (WHITE - before) * ink;
      }
    }
  };
  return {
    has: (character) => glyphs.has(character),
    fitted: (text, width) => {
      if (widthOf(text) <= width) return text;
      const characters = Array.from(text);
      while (characters.length > 0 && widthOf(`${characters.join('')}..`) > width) characters.pop();
      return `${characters.join('')}..`;
    },
    write: (picture, text, left, top) => {
      let x = left;
      for (const character of text) {
        const glyph = glyphOf(character);
        stamp(picture, glyph, x, top);
        x += glyph.width;
      }
    },
  };
}
