import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Sheet } from './sheets.ts';
import { workbookOf } from './workbook.ts';

const SHEET: Sheet = {
  name: '名单',
  widths: [24, 8],
  head: ['编号', '件'],
  rows: [
    ['3101152026112500019', 3],
    ['=HYPERLINK("http://x")', { share: 0.814 }],
    ['+1', null],
    ['甲 & <乙>\u0007 _x0041_ 😀\ud800', -1],
  ],
};
const partsOf = (sheets: readonly Sheet[], foot = '乔** 督查'): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(workbookOf(sheets, foot))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );

describe('an exported workbook', () => {
  const parts = partsOf([{ ...SHEET, name: '说明' }, SHEET]);
  const sheet = parts['xl/worksheets/sheet2.xml'] ?? '';

  it('names its sheets and each part that there is', () => {
    expect(parts['xl/workbook.xml']).toMatch(/name="说明".*name="名单"/);
    const named = [...(parts['[Content_Types].xml'] ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name);
    expect([...named].sort()).toEqual(
      Object.keys(parts)
        .filter((name) => /^xl\/[^_]/.test(name))
        .sort(),
    );
  });

  it('keeps text as text: long numbers, and what looks like a formula', () => {
    expect(sheet).toContain(
      '<c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">3101152026112500019</t></is></c>',
    );
    expect(sheet).toContain(
      '<c r="A3" s="1" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)',
    );
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">+1</t>');
    expect(sheet).not.toMatch(/<f[ >]/);
  });

  it('keeps numbers as numbers, shares as percentages, nothing as nothing', () => {
    expect(sheet).toContain('<c r="B2" s="0"><v>3</v></c>');
    expect(sheet).toContain('<c r="B3" s="3"><v>0.814</v></c>');
    expect(sheet).not.toContain('r="B4"');
  });

  it('says no sign that XML or Excel would read as something else', () => {
    expect(sheet).toContain('甲 &amp; &lt;乙&gt; _x005F_x0041_ 😀</t>');
  });

  it('says on every page who took it along', () => {
    expect(partsOf([SHEET], '甲&乙')['xl/worksheets/sheet1.xml']).toContain('<oddFooter>&amp;L甲&amp;&amp;乙&amp;R');
  });

  it('goes on past the column Z', () => {
    const wide = { ...SHEET, head: Array.from({ length: 28 }, (_, at) => String(at)), rows: [] };
    expect(partsOf([wide])['xl/worksheets/sheet1.xml']).toContain('r="AB1"');
  });
});
