import { isCheckedIdKind, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule } from './define-rule.ts';

/** The number proves itself wrong. Passports and other free numbers are not asked. */
export const idNumberWrong = defineRule({
  name: 'id-number-wrong',
  title: '身份号不对',
  of: ['person'],
  needsWorld: false,
  find: ({ idKind, idNumber }, { isDemonstration }) => {
    if (idNumber === undefined || !isCheckedIdKind(idKind)) return [];
    const read = readCitizenId(idNumber, { isDemonstration });
    return read.ok ? [] : [{ severity: 'error', field: 'idNumber', words: read.reason.words }];
  },
});
