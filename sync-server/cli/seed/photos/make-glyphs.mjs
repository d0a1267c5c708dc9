// Renders the characters that photo watermarks use into resources/lettering/glyphs.json: `node sync-server/cli/seed/photos/make-glyphs.mjs`.
// Run it again when addresses or names gain characters (a test says so). Needs Chromium and Noto Sans CJK SC on this machine.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const FONT_SIZE = 24;
const HEIGHT = 32;
const BASELINE = 24;

const root = join(import.meta.dirname, '../../../..');
const text = (path) => readFileSync(join(root, path), 'utf8');
const street = ['areas', 'buildings', 'roads', 'addresses'].flatMap((name) => {
  const found = [];
  JSON.parse(text(`resources/street/${name}.json`), (key, value) => {
    if (['name', 'label', 'text', 'address'].includes(key) && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
});
const surnames =
  /SURNAMES = \[([^\]]*)\][^']*'[^']*'/
    .exec(text('sync-server/cli/seed/staff/name-parts.ts'))?.[0]
    .match(/[一-鿿]/gu) ?? [];
const characters = [
  ...new Set([...' 0123456789-:*·.,、（）()', ...'近远景处置前后参照', ...street.join(''), ...surnames]),
].sort();

const page = `<!doctype html><meta charset="utf-8"><body><script>
const canvas = document.createElement('canvas');
canvas.width = 64; canvas.height = ${HEIGHT};
const ink = canvas.getContext('2d', { willReadFrequently: true });
ink.font = '500 ${FONT_SIZE}px "Noto Sans CJK SC"';
const glyphs = [];
for (const character of ${JSON.stringify(characters)}) {
  const width = Math.ceil(ink.measureText(character).width);
  ink.clearRect(0, 0, 64, ${HEIGHT});
  ink.fillText(character, 0, ${BASELINE});
  const { data } = ink.getImageData(0, 0, width, ${HEIGHT});
  let bits = '';
  for (let i = 3; i < data.length; i += 4) bits += Math.round(data[i] / 17).toString(16);
  glyphs.push([width, bits]);
}
document.body.textContent = JSON.stringify(glyphs);
</script></body>`;

const folder = mkdtempSync(join(tmpdir(), 'glyphs-'));
try {
  writeFileSync(join(folder, 'page.html'), page);
  const dump = execFileSync(
    process.env.CHROMIUM ?? 'chromium',
    ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', `file://${folder}/page.html`],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const found = /<body>(\[.*\])<\/body>/s.exec(dump)?.[1];
  if (found === undefined) throw new Error('Chromium gave no glyphs');
  const glyphs = JSON.parse(found);
  const bits = deflateRawSync(Buffer.from(glyphs.map((glyph) => glyph[1]).join(''), 'hex'), { level: 9 });
  const file = {
    height: HEIGHT,
    characters: characters.join(''),
    widths: glyphs.map((glyph) => glyph[0]),
    bits: bits.toString('base64'),
  };
  writeFileSync(join(root, 'resources/lettering/glyphs.json'), `${JSON.stringify(file)}\n`);
  console.log(`${glyphs.length} 个字，${bits.length} 字节`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
