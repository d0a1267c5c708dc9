import { readComponentCode } from '../domain/identifiers/component-code.ts';
import { defineRule } from './define-rule.ts';

/** The code repeats the division and the class. Only the 17 digits of GB/T 47678.5 carry a class that can be compared. */
export const componentCodeWrong = defineRule({
  name: 'component-code-wrong',
  title: '部件标识码不对',
  of: ['component'],
  needsWorld: false,
  find: ({ code, category, scope }) => {
    const read = readComponentCode(code);
    if (!read.ok) return [{ severity: 'error', field: 'code', words: read.reason.words }];
    const { division, layout, bigClass, smallClass } = read.value;
    const classCode = bigClass + smallClass;
    if (layout === '6+2+3+6' && category.code.length === 5 && classCode !== category.code) {
      return [
        {
          severity: 'error',
          field: 'code',
          detail: 'class',
          words: `标识码里的类别是 ${classCode}，登记的类别是${category.name}（${category.code}），请核对。`,
        },
      ];
    }
    return division === scope.slice(0, 6)
      ? []
      : [
          {
            severity: 'doubt',
            field: 'code',
            detail: 'division',
            words: `标识码前 6 位是 ${division}，这里的区划是 ${scope.slice(0, 6)}，请核对。`,
          },
        ];
  },
});
