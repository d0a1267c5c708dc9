import { describe, expect, it } from 'vitest';
import { ACT_NAMES, actOf } from '../../../shared/cases/acts.ts';
import { aReportedCase } from '../../../shared/testing/builders.ts';
import { askedBy, consequenceOf, dataFor, missingFor, type ActInput } from './act-input.ts';

const nothing: ActInput = {
  department: undefined,
  standard: undefined,
  conditionMet: false,
  photoCount: 0,
  text: '',
};
const roads = { key: 'dept:roads', name: '道路管理所', duties: [] };

describe('what the bar asks before an act', () => {
  it('asks for a reason exactly where the acts table requires one', () => {
    for (const act of ACT_NAMES) {
      if (act === 'report' || act === 'selfHandle') continue;
      expect([act, askedBy(act) === 'reason']).toEqual([act, actOf(act).requires.includes('reason')]);
    }
  });

  it.each(['dispatch', 'open', 'close', 'finish'] as const)('says what is missing for %s', (act) => {
    expect(missingFor(act, nothing)).toMatch(/才能/);
  });

  it('lets an act go once it has what it needs', () => {
    expect(missingFor('dispatch', { ...nothing, department: roads })).toBeUndefined();
    expect(missingFor('close', { ...nothing, conditionMet: true })).toBeUndefined();
    expect(missingFor('finish', { ...nothing, photoCount: 1 })).toBeUndefined();
    expect(missingFor('passCheck', nothing)).toBeUndefined();
  });

  it('writes the data that the acts table accepts', () => {
    const document = aReportedCase();
    expect(
      actOf('dispatch').data.safeParse(dataFor('dispatch', { ...nothing, department: roads }, document)).success,
    ).toBe(true);
    expect(actOf('close').data.safeParse(dataFor('close', { ...nothing, conditionMet: true }, document)).success).toBe(
      true,
    );
    expect(dataFor('accept', { ...nothing, text: '  ' }, document)).toEqual({});
  });

  it('tells what follows from every legal act', () => {
    for (const act of ACT_NAMES) {
      if (actOf(act).legal) expect([act, consequenceOf(act, nothing)]).toEqual([act, expect.any(String)]);
    }
  });
});
