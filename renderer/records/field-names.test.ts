import { describe, expect, it } from 'vitest';
import { covered, valueWords } from './field-names.ts';

describe('a value in words', () => {
  it('says a moment by its day in Shanghai, and a day as it is written', () => {
    expect(valueWords('enterprise', 'inspectedAt', '2026-11-19T17:30:00.000Z')).toBe('2026-11-20');
    expect(valueWords('enterprise', 'inspectDueOn', '2026-11-19')).toBe('2026-11-19');
  });
});

describe('a number of a person', () => {
  it.each([
    ['idNumber', '999119199301010417', '9991**********0417'],
    ['floating.permitNumber', '310115200012345678', '3101**********5678'],
    ['owner.phone', '10012340417', '100****0417'],
    ['values.keeperPhone', '10012340417', '100****0417'],
    ['values.guardianId', '11010519491231002X', '1101**********002X'],
  ])('is covered at %s', (path, number, mask) => {
    expect(covered(path, number)).toBe(mask);
  });

  it.each([
    ['values.keeper', '严立诚'],
    ['values.inspectedOn', '2026-11-20'],
    ['values.number', '310115001001'],
  ])('is not seen in what stands at %s', (path, text) => {
    expect(covered(path, text)).toBe(text);
  });
});
