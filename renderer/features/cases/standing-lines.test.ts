import { describe, expect, it } from 'vitest';
import { foldLog } from '../../../shared/cases/fold.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { aCase } from '../../../shared/testing/builders.ts';
import { logOf, WAY_TO, type Told } from '../../../shared/testing/lifecycle.ts';
import { standingLines } from './standing-lines.ts';

const NOW = Date.parse('2026-11-20T02:00:00.000Z');
const linesOf = (document: CaseDocument, nowMs: number) =>
  standingLines(document, foldLog(document.log).context, nowMs);
const told = (acts: readonly Told[]): readonly string[] =>
  linesOf(aCase(logOf(acts)), NOW).map(({ name, words }) => `${name}：${words}`);

describe('what stands beside the stage of a case', () => {
  it('says what is asked, why and by whom, and who decides', () => {
    expect(told([...WAY_TO.handling, 'requestExtension'])).toEqual([
      '申请：延期（等材料），department甲 今天 09:05 提，等派遣员审批',
    ]);
    expect(told([...WAY_TO.handling, 'requestSuspension'])).toEqual([
      expect.stringMatching(/^申请：挂账至 2027-03-31（冬季不能施工），/),
    ]);
    expect(told([...WAY_TO.handling, 'requestExtension', 'approve'])).toEqual(['延期：已延 1 次']);
  });

  it('names the last day of a rest, and whom a case was given to', () => {
    expect(told(WAY_TO.suspended)).toEqual(['挂账：至 2027-03-31，到期自动恢复']);
    expect(told([...WAY_TO.handling, 'assign'])).toEqual([expect.stringMatching(/^处置人：/)]);
  });

  it('says who was called and who is there, what is asked from above, what was seen and what was answered', () => {
    expect(told([...WAY_TO.pendingSign, 'blowWhistle'])).toEqual([
      '吹哨：今天 09:04 dispatcher甲吹哨（权属不清，请到现场）：道路设施养护中心还没报到',
    ]);
    expect(told([...WAY_TO.pendingSign, 'blowWhistle', 'arrive'])[0]).toMatch(/道路设施养护中心 今天 09:05 报到$/);
    expect(told([...WAY_TO.handling, 'supervise'])).toEqual([
      '督办：supervisor甲：居民反映强烈；等回复，2026-11-21 前',
    ]);
    expect(told(['report', 'sendToVerify'])).toEqual(['核实：等本网格的网格员到现场看']);
    expect(told(['report', 'sendToVerify', 'verify'])).toEqual(['核实：存在']);
    expect(told(WAY_TO.visited)).toEqual(['回访：已解决，满意']);
  });

  it('tells every part with its own time', () => {
    const lines = told([...WAY_TO.joint, 'sign', 'finish']);
    expect(lines[0]).toBe('主办：道路设施养护中心 · 已办完 · 按期');
    expect(lines[1]).toMatch(/^协办：绿化所 · 待签收 · 时限 /);
  });

  it('does not tell of a claim whose lease is over', () => {
    const claimed = aCase(logOf(['report', 'claim']));
    expect(linesOf(claimed, NOW)).toEqual([]);
    expect(linesOf(claimed, Date.parse(claimed.claim?.until ?? '') - 1)).toHaveLength(1);
  });
});
