import { describe, expect, it } from 'vitest';
import { ACT_NAMES, actOf, type Act } from '../../../shared/cases/acts.ts';
import { aReportedCase } from '../../../shared/testing/builders.ts';
import { ACT_FORMS, formData, missingIn, needsWords } from './act-forms.ts';
import { askedBy, consequenceOf, dataFor, missingFor, type ActInput } from './act-input.ts';

const nothing: ActInput = {
  department: undefined,
  standard: undefined,
  conditionMet: false,
  bundled: [],
  photoCount: 0,
  text: '',
};
const roads = { key: 'dept:roads', name: '道路管理所', duties: [] };

describe('what the bar asks before an act', () => {
  it('asks for a reason exactly where the acts table requires one', () => {
    for (const act of ACT_NAMES) {
      if (act === 'report' || act === 'selfHandle' || actOf(act).requires.includes('byTimer')) continue;
      const asks = askedBy(act) === 'reason' || ACT_FORMS[act]?.words.field === 'reason';
      expect([act, asks]).toEqual([act, actOf(act).requires.includes('reason')]);
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
      if (actOf(act).legal) expect([act, consequenceOf(act, nothing, {})]).toEqual([act, expect.any(String)]);
    }
  });

  it('fills every form to what the acts table accepts, and names each empty field', () => {
    const filled: Readonly<Record<string, unknown>> = {
      worker: 'person:01J00000000000000000000000',
      workerName: '某人',
      handler: 'person:01J00000000000000000000000',
      handlerName: '某人',
      result: 'unable',
      into: aReportedCase()._id,
      until: '2027-03-31',
      replyBy: '2026-11-21',
      departments: [{ key: 'dept:roads', name: '道路管理所' }],
      informed: true,
      parts: [
        { key: 'dept:roads', name: '道路管理所', isLead: true, isRequired: true },
        { key: 'dept:water', name: '给排水管理所', isLead: false, isRequired: true },
      ],
      part: { key: 'dept:water', name: '给排水管理所', isLead: false, isRequired: true },
      reached: 'yes',
      solved: 'no',
      satisfied: 'fair',
    };
    for (const [act, form] of Object.entries(ACT_FORMS)) {
      const words = { [form.words.field]: '有话说' };
      const parsed = actOf(act as Act).data.safeParse({ ...formData(form, filled), ...words });
      expect([act, parsed.error?.issues ?? []]).toEqual([act, []]);
      for (const field of form.fields) {
        expect(missingIn(field, filled), field.name).toBeUndefined();
        expect(formData(form, filled)[field.name], field.name).toBeDefined();
      }
    }
    const visit = ACT_FORMS.visit;
    expect(visit?.fields.map((field) => missingIn(field, { reached: 'yes' }))).toEqual([
      undefined,
      '选一下“解决”才能继续。',
      '选一下“满意”才能继续。',
    ]);
    // Whoever was not reached has said nothing: he is not asked for.
    expect(visit?.fields.map((field) => missingIn(field, {}))).toEqual([
      '选一下“联系”才能继续。',
      undefined,
      undefined,
    ]);
    expect(visit && formData(visit, { reached: 'no', solved: 'yes' })).toEqual({
      reached: false,
      solved: 'unknown',
      satisfied: 'unknown',
    });
  });

  it('takes more than one department for a joint handling', () => {
    const [field] = ACT_FORMS.dispatchJointly?.fields ?? [];
    const one = [{ key: 'dept:roads', name: '道路管理所', isLead: true, isRequired: true }];
    expect(
      field && [missingIn(field, {}), missingIn(field, { parts: one }), missingIn(field, { parts: [...one, ...one] })],
    ).toEqual(['选两个以上部门才能联合派遣。', '选两个以上部门才能联合派遣。', undefined]);
  });

  it('wants words where nothing was found', () => {
    const form = ACT_FORMS.verify;
    expect(form && ['exists', 'absent', 'unable'].map((result) => needsWords('verify', form, { result }))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
