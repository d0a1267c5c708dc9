import { provinceOf } from '../domain/identifiers/division-code.ts';
import { defineRule } from './define-rule.ts';

/** The code of the place of 户籍 has 6, 9 or 12 digits (县、乡、村级) and begins with a province. Not looked up: abolished codes live on in records. */
export const divisionCodeWrong = defineRule({
  name: 'division-code-wrong',
  title: '户籍地代码不对',
  of: ['person'],
  needsWorld: false,
  find: (person) =>
    (['resident', 'floating'] as const).flatMap((part) => {
      const code = person[part]?.registeredCode;
      if (code === undefined || code === '') return [];
      const field = `${part}.registeredCode`;
      if (!/^(?:\d{6}|\d{9}|\d{12})$/.test(code))
        return [
          { severity: 'error', field, detail: part, words: `户籍地代码是 6、9 或 12 位数字，现在写的是“${code}”。` },
        ];
      if (provinceOf(code) === undefined)
        return [{ severity: 'error', field, detail: part, words: `没有以 ${code.slice(0, 2)} 开头的省级代码。` }];
      return [];
    }),
});
