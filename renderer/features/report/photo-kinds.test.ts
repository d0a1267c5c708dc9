import { describe, expect, it } from 'vitest';
import type { PhotoKind } from '../../../shared/domain/evidence.ts';
import { nextKinds } from './photo-kinds.ts';

const photo = (kind: PhotoKind) => ({
  id: `photo:${kind}`,
  kind,
  takenAt: '2026-11-20T01:00:00.000Z',
  width: 4,
  height: 3,
  bytes: 1,
});

describe('what the next photos show', () => {
  it('is near, far, reference, also when several come at once', () => {
    expect(nextKinds([], 'report', 1)).toEqual(['near']);
    expect(nextKinds([photo('near')], 'report', 1)).toEqual(['far']);
    expect(nextKinds([], 'report', 4)).toEqual(['near', 'far', 'reference', 'reference']);
  });

  it('fills the kind that was removed', () => {
    expect(nextKinds([photo('far')], 'report', 2)).toEqual(['near', 'reference']);
  });

  it('is before and after for what was put right at once; a near view counts as before', () => {
    expect(nextKinds([], 'selfHandle', 2)).toEqual(['before', 'after']);
    expect(nextKinds([photo('near')], 'selfHandle', 1)).toEqual(['after']);
  });
});
