import { previewCodeMap } from '../../../shared/cases/code-map/preview.ts';
import { countingRules } from '../../../shared/cases/counting-rules.ts';
import { categoryKeyText, type CodeMapEntry } from '../../../shared/domain/catalog.ts';
import type { Known } from './check-catalog.ts';
import { rowsOf, type Content } from './rows.ts';

/** What a version would do once it is in force, in sentences. */
export function previewWords(kind: string, content: Content, known: Known): readonly string[] {
  switch (kind) {
    case 'codeMap': {
      const entries = rowsOf(content, 'entries') as unknown as readonly CodeMapEntry[];
      const used = [...new Map(entries.map(({ local }) => [categoryKeyText(local), { ...local, cases: 1 }])).values()];
      const { cases, exact, lossy, choice, none, rows } = previewCodeMap(entries, used, 'toNational');
      const worst = rows.filter(({ translation }) => translation.kind === 'choice').slice(0, 3);
      return [
        `本地 ${String(cases)} 类：${String(exact)} 类来回都准，${String(lossy)} 类换过去会丢细节，${String(choice)} 类要逐件选，${String(none)} 类没有对应。`,
        ...worst.map(({ from, words }) => `${from.code} ${from.name}：${words}`),
      ];
    }
    case 'standards': {
      const own = new Set(rowsOf(content, 'entries').map((row) => categoryKeyText(row['category'] as never)));
      const without = known.categories.filter((one) => one.kind === 'matter' && !own.has(categoryKeyText(one)));
      return [
        without.length === 0
          ? '每个事项类别都有立案标准。'
          : `有 ${String(without.length)} 个事项类别没有立案标准，立案时选不到：${without
              .slice(0, 3)
              .map(({ name }) => name)
              .join('、')}${without.length > 3 ? ' 等' : ''}。`,
      ];
    }
    case 'duplicateRules':
      return [`上报时按 ${String(rowsOf(content, 'entries').length)} 条规则提示可能是同一件，只提示，不合并。`];
    case 'countingRules': {
      const { recurring, score } = countingRules([{ ...content, scope: '', version: 1 } as never]);
      const weights = score.reduce((sum, { weight }) => sum + weight, 0);
      return [
        `同一类别，${String(recurring.metres)} 米之内、${String(recurring.days)} 天之内又报的，算反复问题；生效后队列马上按新的数。`,
        `综合得分由 ${String(score.length)} 项折算，权重合计 ${String(weights)}；只算给社区、网格、部门，以前各期也按生效的口径重算。`,
      ];
    }
    case 'dispatchRules': {
      const rows = rowsOf(content, 'entries');
      const of = (grade: string): string => String(rows.filter((row) => row['grade'] === grade).length);
      return [
        `共 ${String(rows.length)} 条：一般 ${of('general')} 条，到时自动派遣；高频 ${of('template')} 条，派遣时给出模板；疑难 ${of('hard')} 条，要派遣员联合派遣。`,
        '几条都合适时，类别写得细的先用，再看地段、时段、哪些天。',
      ];
    }
    case 'templates': {
      const parts = rowsOf(content, 'parts');
      return [
        `共 ${String(rowsOf(content, 'entries').length)} 个模板、${String(parts.length)} 份；派遣员联合派遣时给出，还能增减部门。`,
      ];
    }
    case 'controls': {
      const rows = rowsOf(content, 'entries');
      return [`巡查上报时，在这 ${String(rows.length)} 处管控里的类别会说明原因、不予上报；12345、来访等不受影响。`];
    }
    case 'calendar': {
      const days = rowsOf(content, 'entries');
      const of = (one: string): string => String(days.filter((row) => row['kind'] === one).length);
      return [
        `${String(content['year'])} 年放假 ${of('holiday')} 天，调休上班 ${of('workday')} 天；生效日起的日子按这张表算，此前的日子不变。`,
        ...(content['provisional'] === true ? ['这一年的放假安排还没有公布，公布后导入节假日表再发一版。'] : []),
      ];
    }
    default:
      return [];
  }
}
