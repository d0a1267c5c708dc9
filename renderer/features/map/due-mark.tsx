import type { JSX } from 'react';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { StateMark } from '../../ui/state-mark.tsx';

const NEAR_DAYS = 7;

/** 超 1 天, 剩 3 天, or the day: shape, colour and words. */
export function DueMark(props: {
  readonly dueOn: string;
  readonly today: string;
  readonly nearDays?: number;
}): JSX.Element | null {
  const { dueOn, today, nearDays = NEAR_DAYS } = props;
  if (dueOn === '') return null;
  const days = daysBetween(today, dueOn);
  if (days < 0) return <StateMark kind="timeOver" words={`超 ${String(-days)} 天`} />;
  if (days <= nearDays) return <StateMark kind="timeNear" words={days === 0 ? '今天到期' : `剩 ${String(days)} 天`} />;
  return <StateMark kind="timeOk" words={dueOn.slice(0, 4) === today.slice(0, 4) ? dueOn.slice(5) : dueOn} />;
}
