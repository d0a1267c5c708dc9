import { defineRule, isHere } from './define-rule.ts';

/** 居住证 of people from elsewhere, and the papers of people from abroad. */
export const permitExpired = defineRule({
  name: 'permit-expired',
  title: '居住证件已过期',
  of: ['person'],
  needsWorld: false,
  find: (person, { today }) => {
    if (!isHere(person)) return [];
    const [field, kind, until] =
      person.class === 'floating'
        ? (['floating.permitUntil', person.floating?.permitKind ?? '居住证', person.floating?.permitUntil] as const)
        : person.class === 'overseas'
          ? ([
              'overseas.documentUntil',
              person.overseas?.documentKind ?? person.idKind,
              person.overseas?.documentUntil,
            ] as const)
          : (['', '', undefined] as const);
    return until === undefined || until >= today
      ? []
      : [{ severity: 'stale', field, words: `${kind} ${until} 已到期，请核实是否续办、是否还住在这里。` }];
  },
});
