import { isScorable } from '../../../shared/cases/counting-rules.ts';
import { INDICATOR_KEYS, indicatorOf } from '../../../shared/cases/indicators/all-indicators.ts';
import { by, choice, number, whole, yesNo, type Table, type Terms } from './columns.ts';
import { ITSELF } from './rows.ts';

/* 统计口径: what counts as the same problem again, and what a score is made of. */

const SHARES: Terms = INDICATOR_KEYS.filter(isScorable).map((key) => [key, indicatorOf(key).name]);

export const COUNTING_RULES: readonly Table[] = [
  {
    field: ITSELF,
    label: '反复问题',
    keyOf: () => '',
    columns: [
      whole('recurring.metres', '多近（米）', 1, 300, { hint: '同一类别在这么近之内又报的，算同一处。空着按 50 米。' }),
      whole('recurring.days', '多久（天）', 1, 365, { hint: '在这么多天之内又报的，算反复问题。空着按 30 天。' }),
    ],
    blank: {},
  },
  {
    field: 'entries',
    label: '综合得分',
    keyOf: by('indicator', 'subject'),
    columns: [
      choice('indicator', '指标', SHARES),
      number('weight', '权重', 0.1, 100, { required: true, hint: '按比例折算成 100 分；习惯上合计 100。' }),
      yesNo('fewerIsBetter', '越少越好'),
      choice(
        'subject',
        '只算给',
        [
          ['area', '社区、网格'],
          ['department', '部门'],
        ],
        { required: false, hint: '空着都算。不给个人算分。' },
      ),
    ],
    blank: { indicator: '', weight: 10 },
  },
];
