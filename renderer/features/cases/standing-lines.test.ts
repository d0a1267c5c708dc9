import { describe, expect, it } from 'vitest';
import { aCase } from '../../../shared/testing/builders.ts';
import { logOf, WAY_TO, type Told } from '../../../shared/testing/lifecycle.ts';
import { standingLines } from './standing-lines.ts';

const NOW = Date.parse('2026-11-20T02:00:00.000Z');
const told = (acts: readonly Told[]): readonly string[] =>
  standingLines(aCase(logOf(acts)), NOW).map(({ name, words }) => `${name}：${words}`);

describe('what stands beside the stage of a case', () => {
  it('says what is asked and who decides', () => {
    expect(told([...WAY_TO.handling, 'requestExtension'])).toEqual(['申请：延期，等派遣员审批']);
    expect(told([...WAY_TO.handling, 'requestExtension', 'approve'])).toEqual(['延期：已延 1 次']);
  });

  it('names the last day of a rest, and whom a case was given to', () => {
    expect(told(WAY_TO.suspended)).toEqual(['挂账：至 2027-03-31，到期自动恢复']);
    expect(told([...WAY_TO.handling, 'assign'])).toEqual([expect.stringMatching(/^处置人：/)]);
  });

  it('tells every part with its own time', () => {
    const lines = told([...WAY_TO.joint, 'sign', 'finish']);
    expect(lines[0]).toBe('主办：道路设施养护中心 · 已办完 · 按期');
    expect(lines[1]).toMatch(/^协办：绿化所 · 待签收 · 时限 /);
  });

  it('does not tell of a claim whose lease is over', () => {
    const claimed = aCase(logOf(['report', 'claim']));
    expect(standingLines(claimed, NOW)).toEqual([]);
    expect(standingLines(claimed, Date.parse(claimed.claim?.until ?? '') - 1)).toHaveLength(1);
  });
});
