import { describe, expect, it } from 'vitest';
import { NATIONAL_RULEBOOK } from '../../../shared/cases/rulebook.ts';
import type { User } from '../../../shared/domain/staff.ts';
import { aUser } from '../../../shared/testing/builders.ts';
import {
  ANY_TIME,
  allQueues,
  askable,
  chosenQueue,
  dependsOnNow,
  queuesFor,
  shownStages,
  shownWatch,
} from './queues.ts';

const NOW = Date.parse('2026-11-20T04:00:00.000Z');
const clerk: User = aUser('communityClerk');
const labels = (user: User, rules = NATIONAL_RULEBOOK) =>
  allQueues(queuesFor(user, rules, [])).map(({ label }) => label);

describe('the queues of 事件', () => {
  it('are called what the rules in force call the stages', () => {
    const states = { ...NATIONAL_RULEBOOK.states, verifying: '待核实', feedback: '待核查验收' };
    const words = labels(clerk, { ...NATIONAL_RULEBOOK, states });
    expect(words).toEqual(expect.arrayContaining(['待核实', '待核查验收', '待派遣', '挂账', '督办']));
    expect(words).not.toContain('核实中');
  });

  it('offer decisions to whoever may decide, and what was passed on to departments alone', () => {
    const decides = (role: Parameters<typeof aUser>[0]) => labels(aUser(role)).includes('待我审批');
    expect([decides('communityClerk'), decides('dispatcher'), decides('department')]).toEqual([false, true, true]);
    expect(labels(aUser('department'))).toContain('已转别处的');
  });

  it('open on what waits for the person, and on everything when nothing does', () => {
    const queues = queuesFor(clerk, NATIONAL_RULEBOOK, []);
    const chosen = (asked: string | undefined, mine: number | undefined) => chosenQueue(queues, asked, () => mine)?.key;
    expect([chosen(undefined, 2), chosen(undefined, 0), chosen(undefined, undefined)]).toEqual([
      'mine',
      'all',
      undefined,
    ]);
    expect([chosen('returned', 0), chosen('nowhere', 1)]).toEqual(['returned', 'mine']);
  });

  it('show the usual stages always, the others when something stands in them', () => {
    const { stages } = queuesFor(clerk, NATIONAL_RULEBOOK, []);
    const shown = shownStages(stages, (key) => (key === 'joint' ? 1 : 0), 'rework').map(({ key }) => key);
    expect(shown).toEqual(expect.arrayContaining(['reported', 'suspended', 'joint', 'rework']));
    expect(shown).not.toContain('checking');
  });

  it('show what one looks for now and then while there is some, or it is in hand', () => {
    const { watch } = queuesFor(clerk, NATIONAL_RULEBOOK, []);
    const shown = shownWatch(watch, (key) => (key === 'unplaced' ? 2 : 0), 'undated').map(({ label }) => label);
    expect(shown).toEqual(expect.arrayContaining(['超期', '退回两次以上', '未定位', '无期限']));
    expect(shown).not.toEqual(expect.arrayContaining(['反复问题']));
  });

  it('of what is due or to be answered within two days ask the hour', () => {
    const { watch } = queuesFor(clerk, NATIONAL_RULEBOOK, []);
    const asked = (label: string) =>
      askable(watch.find((each) => each.label === label)?.where ?? [], { ...ANY_TIME, nowMs: NOW });
    const to = '2026-11-22T04:00:00.000Z';
    const soon = { field: 'due.dueAt', op: 'between', from: '2026-11-20T04:00:00.000Z', to };
    expect(asked('48 小时内到期')).toContainEqual(soon);
    expect(asked('48 小时内要答复')).toContainEqual({ field: 'finding.received.replyBy', op: 'between', to });
  });

  it('that were saved ask again what is overdue now', () => {
    const saved = [
      { id: '1', name: '超期的市容类', where: [{ field: 'queue', op: 'in', values: ['overdue'] } as const] },
    ];
    const [queue] = queuesFor(clerk, NATIONAL_RULEBOOK, saved).saved;
    expect(queue?.key).toBe('saved:1');
    expect(dependsOnNow(queue?.where ?? [])).toBe(true);
    expect(askable(queue?.where ?? [], { ...ANY_TIME, nowMs: NOW })).toContainEqual({
      field: 'due.dueAt',
      op: 'between',
      to: '2026-11-20T03:59:59.999Z',
    });
  });
});
