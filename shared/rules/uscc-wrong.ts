import { readUnifiedCode } from '../domain/identifiers/uscc.ts';
import { defineRule } from './define-rule.ts';

/** A stall holder without licence has a local number instead; whoever has neither is not known to any register. */
export const usccWrong = defineRule({
  name: 'uscc-wrong',
  title: '统一社会信用代码不对',
  of: ['enterprise'],
  needsWorld: false,
  find: ({ uscc, localId }) => {
    if (uscc === undefined || uscc === '') {
      return localId === undefined || localId === ''
        ? [
            {
              severity: 'doubt',
              field: 'uscc',
              words: '没有统一社会信用代码，请照营业执照补上；没有执照的摊位填本地编号。',
            },
          ]
        : [];
    }
    const read = readUnifiedCode(uscc);
    if (!read.ok) return [{ severity: 'error', field: 'uscc', words: read.reason.words }];
    return read.value.code === uscc
      ? []
      : [
          {
            severity: 'doubt',
            field: 'uscc',
            words: '统一社会信用代码里有空格、全角字或小写字母。',
            fixes: [{ key: 'usccForm', label: `改写为 ${read.value.code}` }],
          },
        ];
  },
});
