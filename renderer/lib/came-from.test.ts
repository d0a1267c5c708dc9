import { describe, expect, it } from 'vitest';
import { nextInList, rememberList } from './came-from.ts';

describe('the next case of the list one came from', () => {
  it('is the next below that is still to do, then one above', () => {
    const session = {};
    rememberList(session, ['a', 'b', 'c', 'd']);
    expect(nextInList(session, 'b', (id) => id !== 'c')).toBe('d');
    expect(nextInList(session, 'd', () => true)).toBe('a');
    expect(nextInList(session, 'b', () => false)).toBeUndefined();
  });

  it('is none for a case that was not in it, or in another session', () => {
    const session = {};
    rememberList(session, ['a']);
    expect(nextInList(session, 'x', () => true)).toBeUndefined();
    expect(nextInList({}, 'a', () => true)).toBeUndefined();
  });
});
