import { daysBetween } from '../lib/calendar-day.ts';
import { defineRule } from './define-rule.ts';

export const inspectionOverdue = defineRule({
  name: 'inspection-overdue',
  title: '检查已超期',
  of: ['enterprise', 'component'],
  needsWorld: false,
  find: (record, { today }) => {
    const { inspectDueOn } = record;
    const isGone =
      record.type === 'enterprise'
        ? record.operation === 'closed' || record.operation === 'moved'
        : record.condition === 'removed' || record.condition === 'lost';
    if (inspectDueOn === undefined || isGone || inspectDueOn >= today) return [];
    return [
      {
        severity: 'stale',
        field: 'inspectDueOn',
        words: `应在 ${inspectDueOn} 前检查，已超 ${daysBetween(inspectDueOn, today)} 天。`,
      },
    ];
  },
});
