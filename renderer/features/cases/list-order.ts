import { CASE_STATES, isChannel, type CaseState } from '../../../shared/domain/case.ts';
import type { DepartmentEntry } from '../../../shared/domain/catalog.ts';
import type { ListedGroup } from '../../../shared/stock/query.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import type { WindowGroup } from '../../ui/window-list.tsx';

export interface Order {
  readonly by: string;
  readonly down: boolean;
}

export const ORDERS: readonly { readonly value: string; readonly label: string; readonly down: boolean }[] = [
  { value: 'workOrder', label: '先到期的在前', down: false },
  { value: 'reportedAt', label: '新上报的在前', down: true },
  { value: 'changedAt', label: '新变动的在前', down: true },
  { value: 'category', label: '按类别', down: false },
  { value: 'address', label: '按地点', down: false },
  { value: 'number', label: '按编号', down: false },
];
export const USUAL_ORDER: Order = { by: 'workOrder', down: false };
/** What is over has no deadline to go by. */
export const FINISHED_ORDER: Order = { by: 'changedAt', down: true };

export type GroupBy = '' | 'step' | 'community' | 'category' | 'department' | 'channel';
export const GROUPS: readonly { readonly value: GroupBy; readonly label: string }[] = [
  { value: '', label: '不分组' },
  { value: 'step', label: '按阶段' },
  { value: 'community', label: '按社区' },
  { value: 'category', label: '按类别' },
  { value: 'department', label: '按处置部门' },
  { value: 'channel', label: '按来源' },
];

export interface GroupWords {
  readonly areas: AreaWords;
  readonly departments: readonly DepartmentEntry[];
  readonly stateWords: (state: CaseState) => string;
}

function labelOf(by: GroupBy, value: string, { areas, departments, stateWords }: GroupWords): string {
  switch (by) {
    case 'step': {
      const state = CASE_STATES[Number(value)];
      return state === undefined ? value : stateWords(state);
    }
    case 'community':
      return value === '' ? '不在社区里' : areas.fullNameOf(value);
    case 'department':
      return value === '' ? '还没有部门' : (departments.find(({ key }) => key === value)?.name ?? value);
    case 'channel':
      return isChannel(value) ? CHANNEL_NAMES[value] : value;
    case 'category':
    case '':
      return value;
  }
}

/** The heads of a grouped list, in words. */
export const groupHeads = (by: GroupBy, groups: readonly ListedGroup[], words: GroupWords): readonly WindowGroup[] =>
  groups.map(({ value, count }) => ({ key: value, count, label: labelOf(by, value, words) }));
