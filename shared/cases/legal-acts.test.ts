import { describe, expect, it } from 'vitest';
import { aCase, aUser } from '../testing/builders.ts';
import { logOf, PEOPLE, WAY_TO } from '../testing/lifecycle.ts';
import { actsFor, judgeAct } from './legal-acts.ts';

const NOW = '2026-11-20T02:00:00.000Z';

const acts = (user: ReturnType<typeof aUser>, state: keyof typeof WAY_TO) =>
  actsFor(user, aCase(logOf(WAY_TO[state])), NOW);
const names = (user: ReturnType<typeof aUser>, state: keyof typeof WAY_TO) =>
  acts(user, state).offered.map(({ act }) => act);

describe('what a person is offered', () => {
  it.each([
    ['communityClerk', 'reported', ['claim', 'accept', 'sendToVerify', 'reject', 'merge', 'void', 'correct', 'note']],
    [
      'streetClerk',
      'pendingOpen',
      ['claim', 'sendToVerify', 'reject', 'merge', 'void', 'returnToIntake', 'open', 'correct', 'note'],
    ],
    [
      'dispatcher',
      'pendingDispatch',
      ['claim', 'dispatch', 'dispatchJointly', 'returnToAcceptor', 'blowWhistle', 'escalate', 'note'],
    ],
    [
      'department',
      'handling',
      ['assign', 'requestExtension', 'requestSuspension', 'returnToDispatch', 'finish', 'note'],
    ],
    ['gridWorker', 'feedback', ['startCheck', 'passCheck', 'failCheck', 'unableToCheck', 'note']],
    ['supervisor', 'rejected', ['reopen', 'note']],
    ['streetClerk', 'closed', ['visit', 'note']],
  ] as const)('%s on a %s case', (person, state, expected) => {
    expect([...names(PEOPLE[person], state)].sort()).toEqual([...expected].sort());
  });

  it('offers another community nothing but a note', () => {
    expect(names(aUser('communityClerk', { scope: '310115005002' }), 'reported')).toEqual(['note']);
  });

  it('says why the usual acts of the post may not be done now', () => {
    const withheld = acts(PEOPLE.department, 'pendingDispatch').withheld;
    expect(withheld.find(({ act }) => act === 'finish')?.why).toBe('这件还没有派遣，现在不能处置完成');
  });

  it('tells what is still to come from what is over', () => {
    const { withheld } = acts(PEOPLE.streetClerk, 'handling');
    const behind = (act: string) => withheld.find((row) => row.act === act)?.isBehind;
    expect([behind('open'), behind('accept'), behind('close')]).toEqual([true, true, false]);
    expect(acts(PEOPLE.streetClerk, 'closed').withheld.every((row) => row.isBehind)).toBe(true);
    // 待派遣 and 待签收 are one step of the six: taking a dispatch back is still to come.
    const toDispatch = acts(PEOPLE.dispatcher, 'pendingDispatch').withheld;
    expect(toDispatch.find((row) => row.act === 'withdraw')?.isBehind).toBe(false);
  });

  it('finds, of several posts, the one in which the act is possible', () => {
    const both = { ...PEOPLE.streetClerk, posts: [...PEOPLE.streetClerk.posts, ...PEOPLE.dispatcher.posts] };
    const asked = aCase(logOf([...WAY_TO.handling, 'requestExtension']));
    const approve = actsFor(both, asked, NOW).offered.find(({ act }) => act === 'approve');
    expect(approve?.post.role).toBe('dispatcher');
    expect(judgeAct(both, asked, 'approve', {}, NOW)).toEqual({ ok: true, post: approve?.post });
    expect(judgeAct(PEOPLE.streetClerk, asked, 'approve', {}, NOW).ok).toBe(false);
  });

  it('does not lecture about acts of other posts', () => {
    expect(acts(PEOPLE.gridWorker, 'pendingDispatch').withheld.map(({ act }) => act)).not.toContain('dispatch');
  });

  it('lets a person with two posts act in the fitting one', () => {
    const user = { ...PEOPLE.streetClerk, posts: [...PEOPLE.streetClerk.posts, ...PEOPLE.department.posts] };
    const offered = acts(user, 'pendingSign').offered.find(({ act }) => act === 'sign');
    expect(offered?.post.department).toBe('dept:roads');
  });
});
