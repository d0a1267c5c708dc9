import type { Place, Time } from './place.ts';
import type { GroupNames } from './use-words.ts';
import { periodWords, WHEN_WORDS } from './words.ts';

export interface Covered {
  readonly place: Place;
  readonly whose: string;
  readonly names: GroupNames;
  readonly daysOf: (time: Time) => string;
}

/** `陆家嘴街道 2026 年 11 月（11-01 至 11-29 上报的，只含 12345）`: what a sheet or a file is of. */
export function coversWords({ place, whose, names, daysOf }: Covered): string {
  const { area, department, channel } = place;
  const only = [
    ...(area === undefined ? [] : [names.nameOf('community', area)]),
    ...(department === undefined ? [] : [names.nameOf('department', department)]),
    ...(place.class === undefined ? [] : [names.nameOf('class', place.class)]),
    ...(channel === undefined ? [] : [names.nameOf('channel', channel)]),
  ];
  const condition = only.length === 0 ? '' : `，只含 ${only.join('、')}`;
  return `${whose} ${periodWords(place.period)}（${daysOf('now')} ${WHEN_WORDS[place.when]}的${condition}）`;
}
