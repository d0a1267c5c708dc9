import { defineRule } from './define-rule.ts';
import { licencesInUse } from './licences-in-use.ts';

export const licenceExpired = defineRule({
  name: 'licence-expired',
  title: '证照已过期',
  of: ['enterprise'],
  needsWorld: false,
  find: (enterprise, { today }) =>
    licencesInUse(enterprise)
      .filter(({ until }) => until < today)
      .map(({ id, kind, until }) => ({
        severity: 'error' as const,
        field: 'licences',
        detail: id,
        words: `${kind} ${until} 已到期，请催办续证；已续的登记新止期。`,
        fixes: [{ key: 'renewLicence', label: '登记续证' }],
      })),
});
