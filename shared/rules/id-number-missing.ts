import { isCheckedIdKind } from '../domain/identifiers/citizen-id.ts';
import { defineRule, isHere } from './define-rule.ts';

/** Whoever has a card has a number. Newborns get theirs from the police: their document is 出生医学证明 until then. */
export const idNumberMissing = defineRule({
  name: 'id-number-missing',
  title: '缺身份号',
  of: ['person'],
  needsWorld: false,
  find: (person) =>
    isHere(person) && isCheckedIdKind(person.idKind) && (person.idNumber ?? '') === ''
      ? [
          {
            severity: 'doubt',
            field: 'idNumber',
            words: `${person.idKind}没有号码，请照证件补上；还没有证的，证件种类改为别的。`,
          },
        ]
      : [],
});
