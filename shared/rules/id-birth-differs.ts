import { isCheckedIdKind, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule } from './define-rule.ts';

export const idBirthDiffers = defineRule({
  name: 'id-birth-differs',
  title: '出生日期与身份号不符',
  of: ['person'],
  needsWorld: false,
  find: ({ idKind, idNumber, birth }, { isDemonstration }) => {
    if (idNumber === undefined || !isCheckedIdKind(idKind)) return [];
    const read = readCitizenId(idNumber, { isDemonstration });
    if (!read.ok || read.value.birth === birth) return [];
    const fixes = [{ key: 'birthFromId', label: `改为 ${read.value.birth}` }];
    return birth === undefined
      ? [{ severity: 'doubt', field: 'birth', words: `出生日期是空的，身份号里是 ${read.value.birth}。`, fixes }]
      : [
          {
            severity: 'error',
            field: 'birth',
            words: `出生日期是 ${birth}，身份号里是 ${read.value.birth}，请核对证件。`,
            fixes,
          },
        ];
  },
});
