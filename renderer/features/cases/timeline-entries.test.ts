import { describe, expect, it } from 'vitest';
import { aCase, aFinding, anEntry, aPhoto, aStandard, aUser, START_MS } from '../../../shared/testing/builders.ts';
import { entryOn, logOf, WAY_TO } from '../../../shared/testing/lifecycle.ts';
import { toldEntries } from './timeline-entries.ts';

const worker = aUser('gridWorker');
const clerk = aUser('communityClerk');
const street = aUser('streetClerk');
const dispatcher = aUser('dispatcher');
const stamped = (seq: number, minutes: number) => ({
  stamp: { seq, at: new Date(START_MS + minutes * 60_000).toISOString() },
});

const report = anEntry(
  worker,
  'report',
  { finding: aFinding(), photos: [aPhoto('near'), aPhoto('far')] },
  null,
  stamped(1, 30),
);
const accept = anEntry(clerk, 'accept', { text: '与上一件比对，不是重复' }, report, stamped(2, 31));
const open = anEntry(street, 'open', { standard: aStandard }, accept, stamped(3, 32));
const tooLate = anEntry(street, 'open', { standard: aStandard }, accept, stamped(4, 33));
const dispatch = anEntry(dispatcher, 'dispatch', { department: 'dept:roads', departmentName: '道路管理所' }, open);

describe('the timeline', () => {
  const told = toldEntries(aCase([report, accept, open, tooLate, dispatch]), START_MS + 60 * 60_000);

  it('tells the newest first', () => {
    expect(told.map((entry) => entry.title)).toEqual(['派遣', '立案（没有生效）', '立案', '受理', '上报']);
  });

  it('says who, when and how long it took', () => {
    expect(told[3]?.aside).toContain('社区受理员');
    expect(told[3]?.aside).toContain('用时 1 分');
    expect(told[3]?.lines).toEqual(['与上一件比对，不是重复']);
  });

  it('says when an offline entry arrived', () => {
    expect(told[4]?.aside).toContain('（离线登记，09:30 送达）');
    expect(told[4]?.lines).toEqual(['照片 2 张']);
  });

  it('gives the reason where an act had no effect', () => {
    expect(told[1]?.kind).toBe('refused');
    expect(told[1]?.lines[0]).toContain('现在不能立案');
  });

  it('names the colleague who was first', () => {
    const other = aUser('communityClerk');
    const late = anEntry(other, 'accept', {}, report, stamped(3, 40));
    const [newest] = toldEntries(aCase([report, accept, late]), START_MS + 60 * 60_000);
    expect(newest?.lines[0]).toBe(`今天 09:01 已由${clerk.displayName}受理，这一步没有生效，记在经过里。`);
  });

  it('says what was approved or declined, and whose it was', () => {
    const acts = ['requestExtension', 'decline', 'requestExtension', 'approve'] as const;
    const course = toldEntries(aCase(logOf([...WAY_TO.handling, ...acts])), START_MS);
    expect(course.slice(0, 3).map(({ title, lines }) => [title, lines])).toEqual([
      ['同意申请', ['申请延期（department甲）']],
      ['申请延期', ['理由：等材料']],
      ['不同意申请', ['申请延期（department甲）', '理由：理由不足']],
    ]);
  });

  it('says which of two requests of a joint handling was answered', () => {
    const signed = ['sign', { act: 'sign', by: 'colleague' }] as const;
    const asked = logOf([
      ...WAY_TO.joint,
      ...signed,
      'requestExtension',
      { act: 'requestSuspension', by: 'colleague' },
    ]);
    const approve = entryOn(asked, { act: 'approve', data: { request: asked.at(-2)?.id } });
    expect(toldEntries(aCase([...asked, approve]), START_MS)[0]?.lines[0]).toMatch(/^申请延期/);
  });

  it('marks what has no receipt', () => {
    expect(told[0]?.kind).toBe('waiting');
    expect(told[0]?.lines).toEqual(['派给 道路管理所']);
  });

  it('tells what a correction changed, not the finding all over', () => {
    const correct = anEntry(
      clerk,
      'correct',
      { finding: aFinding({ description: '改过的' }), reason: '看错了' },
      report,
    );
    expect(toldEntries(aCase([report, correct]), START_MS)[0]?.lines).toEqual(['改了情况', '说明：看错了']);
  });
});
