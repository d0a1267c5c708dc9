import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categoryKeyText, type CodeMapEntry } from '../../domain/catalog.ts';
import type { CodeMapTable } from '../../domain/catalog-resources.ts';
import { codeMap, type NamedCategory } from './code-map.ts';
import { checkCodeMap, previewCodeMap } from './preview.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/catalogs/${file}`, import.meta.url), 'utf8'));
const shipped = read('code-map-legacy.json') as CodeMapTable;
const national = (read('gb47678-5.json') as { readonly entries: readonly NamedCategory[] }).entries;

const local = (code: string, name: string): NamedCategory => ({ standard: 'L', kind: 'matter', code, name });
const nation = (code: string, name: string): NamedCategory => ({ standard: 'N', kind: 'matter', code, name });
const ENTRIES: readonly CodeMapEntry[] = [
  { local: local('0110', '暴露垃圾'), national: nation('06010', '暴露垃圾'), relation: 'same' },
  { local: local('0137', '严重的暴露垃圾'), national: nation('06010', '暴露垃圾'), relation: 'narrower' },
  { local: local('0701', '广告牌匾'), national: nation('07003', '违规户外广告'), relation: 'wider' },
  { local: local('0702', '卫生死角'), national: nation('06011', '积存垃圾渣土'), relation: 'wider' },
  { local: local('0702', '卫生死角'), national: nation('06012', '道路不洁'), relation: 'wider' },
  { local: local('0411', '火灾'), relation: 'none' },
];
const map = codeMap(ENTRIES);

describe('a code map', () => {
  it('translates what means the same both ways, and loses nothing', () => {
    expect(map.translate(local('0110', ''), 'toNational')).toEqual({
      kind: 'one',
      to: nation('06010', '暴露垃圾'),
      losses: [],
    });
    // Two local ones are 06010 of the nation; the one that means the same is the way back.
    expect(map.translate(nation('06010', ''), 'toLocal')).toMatchObject({
      kind: 'one',
      to: { code: '0110' },
      losses: [],
    });
  });
  it.each([
    ['0137', ['detail', 'wayBack']],
    ['0701', ['meaning']],
  ])('%s says what is lost', (code, losses) => {
    expect(map.translate(local(code, ''), 'toNational')).toMatchObject({ kind: 'one', losses });
  });
  it('leaves a choice, and tells what has none from what nobody looked at', () => {
    expect(map.translate(local('0702', ''), 'toNational')).toMatchObject({
      kind: 'choice',
      among: [{ code: '06011' }, { code: '06012' }],
    });
    expect(map.translate(local('0411', ''), 'toNational').kind).toBe('none');
    expect(map.translate(local('9999', ''), 'toNational').kind).toBe('missing');
    expect(map.translate(nation('10001', ''), 'toLocal').kind).toBe('missing');
  });
  it('keeps the kinds apart: the same digits are a component and a matter', () => {
    expect(map.translate({ ...local('0110', ''), kind: 'component' }, 'toNational').kind).toBe('missing');
  });
});

describe('the preview', () => {
  const used = [
    { ...local('0110', '暴露垃圾'), cases: 40 },
    { ...local('0137', '严重的暴露垃圾'), cases: 7 },
    { ...local('0702', '卫生死角'), cases: 5 },
    { ...local('0411', '火灾'), cases: 2 },
    { ...local('0999', '其他'), cases: 1 },
  ];
  const preview = previewCodeMap(ENTRIES, used, 'toNational');
  it('counts every case once, worst first', () => {
    const { rows, ...counts } = preview;
    expect(counts).toEqual({ cases: 55, exact: 40, lossy: 7, choice: 5, none: 2, missing: 1 });
    expect(rows.map(({ from }) => from.code)).toEqual(['0999', '0702', '0411', '0137', '0110']);
  });
  it('says it in words', () => {
    expect(preview.rows.map(({ words }) => words)).toEqual([
      '对照表里没有这一类，不改。先补一行。',
      '对应不止一类，要逐件选：06011 积存垃圾渣土、06012 道路不洁。',
      '对照表写明没有对应，不改。',
      '会改为 06010 暴露垃圾，不再分得出“严重的暴露垃圾”。',
      '会改为 06010 暴露垃圾。',
    ]);
  });
});

describe('the check of a table', () => {
  it('finds unknown codes, other names, rows that are there twice and rows that contradict each other', () => {
    const catalogue = { national: [nation('06010', '暴露垃圾'), nation('06011', '积存垃圾渣土')] };
    const bad: readonly CodeMapEntry[] = [
      { local: local('1', 'a'), national: nation('06010', '积存垃圾渣土'), relation: 'same' },
      { local: local('2', 'b'), national: nation('06099', '没有'), relation: 'same' },
      { local: local('3', 'c'), national: nation('06011', '积存垃圾渣土'), relation: 'same' },
      { local: local('3', 'c'), national: nation('06011', '积存垃圾渣土'), relation: 'wider' },
      { local: local('3', 'c'), relation: 'none' },
      { local: local('4', 'd'), relation: 'same' },
    ];
    expect(checkCodeMap(bad, catalogue)).toEqual([
      { kind: 'name', row: 0, side: 'national', name: '暴露垃圾' },
      { kind: 'unknown', row: 1, side: 'national' },
      { kind: 'twice', row: 3, first: 2 },
      { kind: 'noneAndSome', row: 4 },
      { kind: 'halfRow', row: 5 },
    ]);
  });
});

describe('the shipped table', () => {
  it('speaks of 267 local categories, and is right by name and code', () => {
    expect(new Set(shipped.entries.map(({ local: one }) => categoryKeyText(one))).size).toBe(267);
    expect(checkCodeMap(shipped.entries, { national })).toEqual([]);
  });
  it('comes back to where it started wherever it claims to lose nothing', () => {
    const both = codeMap(shipped.entries);
    const exact = shipped.entries.filter(({ local: one }) => {
      const there = both.translate(one, 'toNational');
      return there.kind === 'one' && there.losses.length === 0;
    });
    expect(exact.length).toBeGreaterThan(90);
    for (const { local: one } of exact) {
      const there = both.translate(one, 'toNational');
      const back = there.kind === 'one' ? both.translate(there.to, 'toLocal') : there;
      expect(back).toMatchObject({ kind: 'one', to: { code: one.code } });
    }
  });
});
