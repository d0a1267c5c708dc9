import { describe, expect, it } from 'vitest';
import { periodOf } from '../../../shared/cases/indicators/periods.ts';
import { atOf, placeOf } from './place.ts';

const TODAY = '2026-11-29';

describe('where one is on the page of indicators', () => {
  it.each([
    'period=day',
    'period=month.2026-10-01&area=310115005001&class=GB%2FT+47678.5%2Fmatter%2F06&channel=hotline',
    'period=own.2026-11-01.2026-11-10&department=dept%3Awater',
    'period=day&view=score&when=closed&by=department',
    'period=week&indicator=solved&time=yearAgo&part=notReached&look=groups&by=channel&group=hotline',
  ])('comes back from its address: %s', (at) => {
    const place = placeOf(at, TODAY);
    expect(placeOf(atOf(place, TODAY), TODAY)).toEqual(place);
  });

  it('is this month and all that was reported where nothing is said, or nothing that is known', () => {
    for (const at of [undefined, '', 'period=year&indicator=rank&part=x&by=person&channel=y&when=ever'])
      expect(placeOf(at, TODAY)).toMatchObject({
        ...{ period: periodOf('month', TODAY), indicator: 'reported', part: 'denominator', time: 'now' },
        ...{ look: 'list', by: 'community', channel: undefined, when: 'reported' },
      });
  });

  it('moves on with the day while the period runs', () => {
    const at = atOf(placeOf('period=day', TODAY), TODAY);
    expect(placeOf(at, '2026-11-30').period.from).toBe('2026-11-30');
  });
});
