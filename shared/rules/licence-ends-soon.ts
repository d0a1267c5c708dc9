import { daysBetween } from '../lib/calendar-day.ts';
import { defineRule } from './define-rule.ts';
import { licencesInUse } from './licences-in-use.ts';

/** Long enough to have a licence renewed in time. */
export const LICENCE_SOON_DAYS = 30;

export const licenceEndsSoon = defineRule({
  name: 'licence-ends-soon',
  title: '证照 30 天内到期',
  of: ['enterprise'],
  needsWorld: false,
  find: (enterprise, { today }) =>
    licencesInUse(enterprise).flatMap(({ id, kind, until }) => {
      const days = daysBetween(today, until);
      if (days < 0 || days > LICENCE_SOON_DAYS) return [];
      return [
        {
          severity: 'stale' as const,
          field: 'licences',
          detail: id,
          words: days === 0 ? `${kind}今天到期，请提醒续证。` : `${kind} ${until} 到期，还有 ${days} 天，请提醒续证。`,
          fixes: [{ key: 'renewLicence', label: '登记续证' }],
        },
      ];
    }),
});
