import { isCheckedIdKind, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule } from './define-rule.ts';

/** Right, but of the first generation or written otherwise than records are: it would not be found by its 18 digits. */
export const idNumberForm = defineRule({
  name: 'id-number-form',
  title: '身份号未改成 18 位',
  of: ['person'],
  needsWorld: false,
  find: ({ idKind, idNumber }, { isDemonstration }) => {
    if (idNumber === undefined || !isCheckedIdKind(idKind)) return [];
    const read = readCitizenId(idNumber, { isDemonstration });
    if (!read.ok || read.value.number === idNumber) return [];
    const words = read.value.isOld
      ? '这是 15 位的老号，应改成 18 位。'
      : '身份号里有空格、全角字或小写 x，应改成 18 位的写法。';
    return [{ severity: 'doubt', field: 'idNumber', words, fixes: [{ key: 'idNumberForm', label: '改成 18 位' }] }];
  },
});
