import { ID_KIND_OF, isCheckedIdKind, readCitizenId } from '../domain/identifiers/citizen-id.ts';
import { defineRule } from './define-rule.ts';

/** A number says by its first digits on which document it stands. */
export const idKindDiffers = defineRule({
  name: 'id-kind-differs',
  title: '证件种类与号码不符',
  of: ['person'],
  needsWorld: false,
  find: ({ idKind, idNumber }, { isDemonstration }) => {
    if (idNumber === undefined || !isCheckedIdKind(idKind)) return [];
    const read = readCitizenId(idNumber, { isDemonstration });
    if (!read.ok) return [];
    const meant = ID_KIND_OF[read.value.kind];
    return meant === idKind
      ? []
      : [
          {
            severity: 'doubt',
            field: 'idKind',
            words: `这是${meant}的号码，证件种类却是${idKind}。`,
            fixes: [{ key: 'idKindFromNumber', label: `改为${meant}` }],
          },
        ];
  },
});
