import { expect, it } from 'vitest';
import { refusalWords } from './refusal-words.ts';

it('says the field a refusal names as people call it', () => {
  const subject = 'person:01J00000000000000000000000';
  expect(refusalWords({ subject, why: '内容不完整或格式不对（workplace）' })).toBe('内容不完整或格式不对（服务处所）');
  expect(refusalWords({ subject, why: '这个位置不在你的范围内' })).toBe('这个位置不在你的范围内');
});
