import { describe, expect, it } from 'vitest';
import type { Post, User } from '../../shared/domain/staff.ts';
import { areaWords } from './area-words.ts';
import { isOwn } from '../../shared/cases/whose-turn.ts';
import { ownWords } from './own-cases.ts';

const of = (...posts: readonly Post[]): User => ({
  id: 'staff:me',
  account: 'me',
  displayName: '邬子墨',
  posts: [...posts],
});
const roads: Post = { role: 'department', scope: '310115005', department: 'dept:roads' };
const clerk: Post = { role: 'streetClerk', scope: '310115005' };
const areas = areaWords([{ code: '310115005', name: '陆家嘴街道', fullName: '陆家嘴街道' }]);
const departments = [{ key: 'dept:roads', name: '道路管理所', duties: [] }];

describe('own cases', () => {
  it('of a department are those it has now, not those it passed on', () => {
    expect(isOwn(of(roads), { department: 'dept:roads' })).toBe(true);
    expect(isOwn(of(roads), { department: 'dept:water' })).toBe(false);
    expect(isOwn(of(roads), { department: undefined })).toBe(false);
  });

  it('of an area are all of it, whoever handles them', () => {
    expect(isOwn(of(clerk), { department: 'dept:water' })).toBe(true);
    expect(isOwn(of(roads, clerk), { department: 'dept:water' })).toBe(true);
  });

  it('are named after the department, or after the area', () => {
    expect(ownWords(of(roads), areas, departments)).toBe('道路管理所');
    expect(ownWords(of(clerk), areas, departments)).toBe('陆家嘴街道');
  });
});
