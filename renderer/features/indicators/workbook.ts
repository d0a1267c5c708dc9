import { strToU8, zipSync } from 'fflate';
import type { Cell, Sheet } from './sheets.ts';

/* An xlsx file (ECMA-376): a zip of a few short XML parts. Only what a table needs; every text is an inline string, and no part of it ever is a formula. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const PARTS = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
export const XLSX = `${PARTS}.sheet`;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Excel takes no more in one cell. */
const LONGEST_TEXT = 32_767;
/** What XML does not allow, and what Excel would read as one of its own escapes (_x0041_). */
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const OWN_ESCAPE = /_(?=x[0-9a-fA-F]{4}_)/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(NOT_XML, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');

/** The looks of `STYLES`, by their places in it. */
const LOOK = { number: 0, text: 1, head: 2, share: 3 } as const;
/** 49 is Excel's own format of text: what is typed over a number as text stays text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F4"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** 1 → A, 27 → AA. */
function columnName(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return `${before === 0 ? '' : columnName(before)}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

const textCell = (at: string, text: string, look: number): string =>
  `<c r="${at}" s="${String(look)}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_TEXT).replace(OWN_ESCAPE, '_x005F_'))}</t></is></c>`;

function cellXml(at: string, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return textCell(at, cell, LOOK.text);
  return typeof cell === 'number'
    ? `<c r="${at}" s="${String(LOOK.number)}"><v>${String(cell)}</v></c>`
    : `<c r="${at}" s="${String(LOOK.share)}"><v>${String(cell.share)}</v></c>`;
}

/** `foot` stands on every page that is printed of it. */
function sheetXml({ widths, head, rows }: Sheet, foot: string): string {
  const row = (at: number, cells: readonly string[]): string => `<row r="${String(at)}">${cells.join('')}</row>`;
  const place = (column: number, line: number): string => `${columnName(column + 1)}${String(line)}`;
  const lines = [
    row(
      1,
      head.map((words, column) => textCell(place(column, 1), words, LOOK.head)),
    ),
    ...rows.map((cells, at) =>
      row(
        at + 2,
        cells.map((cell, column) => cellXml(place(column, at + 2), cell)),
      ),
    ),
  ];
  const columns = widths.map(
    (width, at) => `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(width)}" customWidth="1"/>`,
  );
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L${escaped(foot.replaceAll('&', '&&'))}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
const relations = (lines: readonly string[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;

/** The sheets as an xlsx file. Takes its time with long lists: called off the main thread (`write-workbook.ts`). */
export function workbookOf(sheets: readonly Sheet[], foot: string): Uint8Array<ArrayBuffer> {
  const partOf = (at: number): string => `worksheets/sheet${String(at + 1)}.xml`;
  const types = [
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    `<Default Extension="xml" ContentType="application/xml"/>`,
    `<Override PartName="/xl/workbook.xml" ContentType="${PARTS}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${PARTS}.styles+xml"/>`,
    ...sheets.map((_, at) => `<Override PartName="/xl/${partOf(at)}" ContentType="${PARTS}.worksheet+xml"/>`),
  ];
  const listed = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${String(at + 1)}" r:id="sheet${String(at + 1)}"/>`,
  );
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types">${types.join('')}</Types>`,
    '_rels/.rels': relations([relation('workbook', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at) => relation(`sheet${String(at + 1)}`, 'worksheet', partOf(at))),
      relation('styles', 'styles', 'styles.xml'),
    ]),
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/${partOf(at)}`, sheetXml(sheet, foot)])),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
