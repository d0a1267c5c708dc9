import { actOf, isAct } from '../../shared/cases/acts.ts';
import type { LostStep } from '../data/api.ts';
import { numberWords } from '../lib/case-words.ts';
import { momentWords } from '../lib/shanghai-time.ts';

const labelOf = (act: string): string => (isAct(act) ? actOf(act).label : '办理');

/** A colleague has taken it for himself: there is nothing to be done with it meanwhile, only something else to take up. */
export const isKept = ({ first }: LostStep): boolean => first?.act === 'claim';

/** 这件 09:20 已由柏若溪派遣给道路设施养护中心。你的派遣没有生效，已记在经过里。 */
export function lostStepWords(step: LostStep, nowMs: number): string {
  const { act, first, why, fix } = step;
  const end = `你的${labelOf(act)}没有生效，已记在经过里。${isKept(step) ? fix : ''}`;
  if (first === undefined) return `${why}。${end}`;
  const when = momentWords(first.at, nowMs).replace(/^今天 /, '');
  const to = first.departmentName === undefined ? '' : `给${first.departmentName}`;
  return `这件 ${when} 已由${first.by}${labelOf(first.act)}${to}。${end}`;
}

/** 污水井盖异常 1120-00019 */
export const lostStepTitle = ({ title, number }: LostStep): string =>
  number === undefined ? title : `${title} ${numberWords(number)}`;
