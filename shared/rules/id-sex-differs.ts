import { isCheckedIdKind, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule } from './define-rule.ts';

const WORDS = { '1': '男', '2': '女' } as const;

export const idSexDiffers = defineRule({
  name: 'id-sex-differs',
  title: '性别与身份号不符',
  of: ['person'],
  needsWorld: false,
  find: ({ idKind, idNumber, sex }, { isDemonstration }) => {
    if (idNumber === undefined || !isCheckedIdKind(idKind)) return [];
    const read = readCitizenId(idNumber, { isDemonstration });
    if (!read.ok || read.value.sex === sex) return [];
    const meant = WORDS[read.value.sex];
    const fixes = [{ key: 'sexFromId', label: `改为${meant}` }];
    return sex === '1' || sex === '2'
      ? [{ severity: 'error', field: 'sex', words: `性别是${WORDS[sex]}，身份号里是${meant}，请核对证件。`, fixes }]
      : [{ severity: 'doubt', field: 'sex', words: `性别没有填，身份号里是${meant}。`, fixes }];
  },
});
