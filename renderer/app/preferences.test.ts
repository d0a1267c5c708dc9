// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { keepPreferences, readPreferences, USUAL } from './preferences.ts';

describe('what a person set for himself', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('is the usual at first, and what was set afterwards, for each person', () => {
    expect(readPreferences('a')).toEqual(USUAL);
    keepPreferences('a', { zoom: 1.5, lettersOff: true });
    expect(readPreferences('a')).toEqual({ zoom: 1.5, lettersOff: true });
    expect(readPreferences('b')).toEqual(USUAL);
  });

  it.each(['{', '{"zoom":9,"lettersOff":true}', 'null', '[]'])('is the usual again when %s is kept', (kept) => {
    localStorage.setItem('workstation-preferences/a', kept);
    expect(readPreferences('a')).toEqual(USUAL);
  });
});
