import { isCheckedIdKind, normalisedId, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule, listed } from './define-rule.ts';

/** A number of the first generation and its 18 digits are one number. */
export const twoPersonsOneId = defineRule({
  name: 'two-persons-one-id',
  title: '两人同一身份号',
  of: ['person'],
  needsWorld: true,
  find: ({ _id, idKind, idNumber }, world) => {
    if (idNumber === undefined || idNumber === '') return [];
    const stored = normalisedId(idNumber);
    const read = isCheckedIdKind(idKind) ? readCitizenId(stored, world) : undefined;
    const number = read?.ok === true ? read.value.number : stored;
    const old = read?.ok === true && number.slice(6, 8) === '19' ? [number.slice(0, 6) + number.slice(8, 17)] : [];
    const same = new Set([number, stored, ...old].flatMap((one) => world.personsByIdNumber(one)));
    const others = [...same].filter((id) => id !== _id).toSorted();
    if (others.length === 0) return [];
    const names = listed(others.map((id) => world.person(id)?.name ?? '范围外的一人'));
    return [
      {
        severity: 'error',
        field: 'idNumber',
        detail: others.join('+'),
        words: `与${names}的身份号相同，多半是同一个人的两份档案，请核对后作废一份。`,
        fixes: [
          { key: 'openTwin', label: '看另一份' },
          { key: 'voidRecord', label: '作废这一份' },
        ],
      },
    ];
  },
});
