import { describe, expect, it } from 'vitest';
import { KEYSTORE_SHUT } from '../../data/session/session-calls.ts';
import { troubleWords } from './trouble-words.ts';

describe('why one could not sign in', () => {
  it('says how many tries are left and what comes then', () => {
    expect(troubleWords({ kind: 'wrong', triesLeft: 3 })).toBe('密码不对，还可以试 3 次；连错 5 次将锁定 15 分钟。');
  });

  it('says which password a terminal without connection knows', () => {
    expect(troubleWords({ kind: 'wrong', triesLeft: 4, isOffline: true })).toMatch(
      /还可以试 4 次.*离线时认上次在这台终端用的密码/,
    );
    const until = '2026-11-20T01:57:00.000Z';
    expect(troubleWords({ kind: 'locked', until, isOffline: true })).toContain('这个账号在这台终端锁定到 09:57');
  });

  it('does not tell whether the account exists', () => {
    expect(troubleWords({ kind: 'wrong', triesLeft: undefined })).toMatch(/^账号或密码不对/);
  });

  it('says until when the account is locked, in Shanghai time', () => {
    expect(troubleWords({ kind: 'locked', until: '2026-11-20T01:57:00.000Z' })).toContain('已锁定到 09:57');
  });

  it('says of a keystore that is shut what is safe, what to do, and nothing of a password that was changed or forgotten', () => {
    const words = troubleWords({ kind: 'store', trouble: KEYSTORE_SHUT });
    expect(words).toMatch(/密钥库现在打不开.*写的都在.*不算输错密码.*密钥环.*重新登录电脑.*再试一次/);
    expect(words).not.toMatch(/改过|旧密码|封存|还可以试/);
  });

  it('says that nothing is lost when the offline days are over', () => {
    expect(troubleWords({ kind: 'offlineOver', days: 30 })).toMatch(/最长 30 天.*本机写的都在/);
  });
});
