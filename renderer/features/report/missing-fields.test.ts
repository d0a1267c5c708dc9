import { describe, expect, it } from 'vitest';
import type { Draft } from '../../data/api.ts';
import { missingFields } from './missing-fields.ts';

const category = { standard: 'GB/T 47678.5', kind: 'matter', code: '06010', name: '暴露垃圾' } as const;
const place = {
  point: [121.5, 31.2],
  crs: 'WGS84',
  source: 'map',
  address: '上港小区 29幢',
  gridCode: '310115005001001',
} satisfies Draft['place'];
const photo = (kind: Draft['photos'][number]['kind']) => ({
  id: kind,
  kind,
  takenAt: '',
  width: 1,
  height: 1,
  bytes: 1,
});

describe('what a finding still lacks', () => {
  it('is category and place at first', () => {
    expect(Object.keys(missingFields({ outcome: 'report', photos: [] }))).toEqual(['category', 'place']);
  });

  it('is nothing for a report with category and place', () => {
    expect(missingFields({ category, place, outcome: 'report', photos: [] })).toEqual({});
  });

  it.each([
    [[], '处置前'],
    [['after'], '处置前'],
    [['near'], '处置后'],
  ] as const)('is a photo when handled on the spot with %o', (kinds, words) => {
    expect(missingFields({ category, place, outcome: 'selfHandle', photos: kinds.map(photo) }).photos).toContain(words);
  });

  it('is nothing once both sides of the handling are shown', () => {
    expect(missingFields({ category, place, outcome: 'selfHandle', photos: [photo('near'), photo('after')] })).toEqual(
      {},
    );
  });

  it('is the place again when its words were rubbed out', () => {
    expect(
      missingFields({ category, place: { ...place, address: ' ' }, outcome: 'report', photos: [] }).place,
    ).toBeDefined();
  });
});
