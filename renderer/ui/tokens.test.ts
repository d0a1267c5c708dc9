import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast.ts';
import { tokensAsCss } from './tokens-as-css.ts';
import { tokens } from './tokens.ts';

const colours: Readonly<Record<string, string>> = tokens.color;

function colourOf(name: string): string {
  const value = name.startsWith('#') ? name : name === 'white' ? '#FFFFFF' : colours[name];
  if (value === undefined) throw new Error(`tokens.test: no colour named ${name}`);
  return value;
}

/** Rows of the contrast table: what stands on what, and the ratio the table claims. */
function claimedPairs(): readonly (readonly [string, string, number])[] {
  const { whiteOn, offlineBanner, controlBorder, chromeText, ...onGrounds } = tokens.contrast;
  const pairs: (readonly [string, string, number])[] = [];
  for (const [ink, grounds] of Object.entries(onGrounds)) {
    for (const [ground, ratio] of Object.entries(grounds)) pairs.push([ink, ground, ratio]);
  }
  for (const [ground, ratio] of Object.entries(whiteOn)) pairs.push(['white', ground, ratio]);
  for (const [pair, ratio] of Object.entries(offlineBanner)) {
    const [ink = '', ground = ''] = pair.split(' on ');
    pairs.push([ink, ground, ratio]);
  }
  for (const [ground, ratio] of Object.entries(controlBorder)) pairs.push(['lineStrong', ground, ratio]);
  pairs.push(
    ['chromeText', 'chrome', chromeText.chromeText],
    ['chromeText2', 'chrome', chromeText.chromeText2],
    ['chromeText2', 'searchBg', chromeText.onSearch],
  );
  return pairs;
}

const pairs = claimedPairs();

describe('the contrast table', () => {
  it.each(pairs)('%s on %s is %d', (ink, ground, ratio) => {
    expect(contrastRatio(colourOf(ink), colourOf(ground))).toBeCloseTo(ratio, 1);
  });

  it('keeps text at 4.5 and control borders at 3 or more', () => {
    for (const [ink, ground] of pairs) {
      const least = ink === 'lineStrong' ? 3 : 4.5;
      expect(contrastRatio(colourOf(ink), colourOf(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
  });

  it('names the lowest text pair truly', () => {
    const text = pairs.filter(([ink]) => ink !== 'lineStrong');
    const lowest = Math.min(...text.map(([ink, ground]) => contrastRatio(colourOf(ink), colourOf(ground))));
    expect(lowest).toBeCloseTo(tokens.contrastMinimumText, 1);
  });

  it('covers the pairs this kit added: words on the rail and on the amber state of the sync button', () => {
    for (const ink of ['text', 'text2', 'primary']) {
      expect(contrastRatio(colourOf(ink), colourOf('rail')), ink).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrastRatio(colourOf('offlineText'), colourOf('warnBg'))).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(colourOf('bad'), colourOf('badBg'))).toBeGreaterThanOrEqual(4.5);
  });
});

const diskModule: string = 'node:fs';

/** Blanks, quotes and leading zeros are the formatter's business. */
const inOneWriting = (css: string): string => css.replace(/\s+/g, '').replace(/"/g, "'").replace(/\b0\./g, '.');

describe('tokens.css', () => {
  it('says what tokens.json says', async () => {
    // The runner empties style sheets on import and this folder has no Node types, hence the plain read.
    const disk = (await import(diskModule)) as { readFileSync(path: URL, encoding: 'utf8'): string };
    const css = disk.readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
    expect(inOneWriting(css)).toBe(inOneWriting(tokensAsCss()));
  });

  it('has no text under the least size', () => {
    for (const [px] of Object.values(tokens.type.scale)) expect(px).toBeGreaterThanOrEqual(tokens.type.min);
  });
});
