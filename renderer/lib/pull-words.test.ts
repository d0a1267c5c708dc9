import { describe, expect, it } from 'vitest';
import { incompleteWords, leftWords, pullSentence } from './pull-words.ts';

describe('the words of a first pull', () => {
  it.each([
    [3, '约 10 秒'],
    [41, '约 50 秒'],
    [59, '约 1 分'],
    [75, '约 1 分 20 秒'],
    [299, '约 5 分'],
    [301, '约 6 分'],
    [3_550, '约 1 小时'],
    [5_000, '约 1 小时 30 分'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(leftWords(seconds)).toBe(words);
  });

  const kinds = [
    { kind: '目录和网格', got: 9, total: 9 },
    { kind: '事件', got: 30, total: 30 },
    { kind: '任务', got: 12, total: 12 },
    { kind: '居民', got: 612, total: 1_702 },
    { kind: '单位和部件', got: 0, total: 40 },
  ];

  it('say what may be used and what is still coming', () => {
    expect(pullSentence({ kinds, secondsLeft: 75 })).toBe('事件和任务可以用了；居民还在取，全部到齐约 1 分 20 秒。');
    expect(pullSentence({ kinds: kinds.slice(0, 4), secondsLeft: 75 })).toBe(
      '事件和任务可以用了；居民还在取，约 1 分 20 秒。',
    );
    expect(pullSentence({ kinds, secondsLeft: null })).toBe('事件和任务可以用了；居民还在取。');
    expect(pullSentence({ kinds: kinds.slice(3), secondsLeft: null })).toBe('居民还在取。');
    expect(pullSentence({ kinds: kinds.slice(0, 3), secondsLeft: null })).toBe('都取到了，正在核对收尾。');
    expect(pullSentence({ kinds: [], secondsLeft: null })).toBeNull();
    expect(pullSentence({ kinds: [{ kind: '事件', got: 3, total: null }], secondsLeft: null })).toBeNull();
  });

  it('say beside a list that it is not whole', () => {
    expect(incompleteWords({ kinds, secondsLeft: 1 }, '居民')).toBe('已取 612 / 共 1,702，还在取');
    expect(incompleteWords({ kinds, secondsLeft: 1 }, '事件')).toBeNull();
  });
});
