import type { RecordOf } from '../domain/record-of.ts';
import { daysBetween, shanghaiDayOf } from '../lib/calendar-day.ts';
import { defineRule, isHere } from './define-rule.ts';

/** What nobody confirmed for so long is asked again (UX §3). */
const STALE_DAYS = 180;

type Verified = RecordOf['person'] | RecordOf['room'] | RecordOf['enterprise'] | RecordOf['component'];

const isInUse = (record: Verified): boolean => {
  switch (record.type) {
    case 'person':
      return isHere(record);
    case 'enterprise':
      return record.operation === 'open' || record.operation === 'unknown';
    case 'component':
      return record.condition !== 'removed' && record.condition !== 'lost';
    case 'room':
      return true;
  }
};

export const notVerified180Days = defineRule({
  name: 'not-verified-180-days',
  title: '超过 180 天没有核实',
  of: ['person', 'room', 'enterprise', 'component'],
  needsWorld: false,
  find: (record, { today }) => {
    if (!isInUse(record)) return [];
    const { verifiedAt, createdAt } = record.provenance;
    const last = shanghaiDayOf(verifiedAt ?? createdAt);
    if (daysBetween(last, today) <= STALE_DAYS) return [];
    const words =
      verifiedAt === undefined
        ? `${last} 登记后一直没有核实。`
        : `上次核实是 ${last}，已过 ${daysBetween(last, today)} 天。`;
    return [{ severity: 'stale', words, fixes: [{ key: 'confirm', label: '核实无误' }] }];
  },
});
