import { useState } from 'react';
import { indicatorOf } from '../../../shared/cases/indicators/all-indicators.ts';
import type { Cohort, Listed } from '../../../shared/cases/indicators/book.ts';
import { maskName } from '../../../shared/domain/identifiers/mask.ts';
import { ROLE_NAMES } from '../../../shared/domain/roles.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { useRulesNow } from '../../data/rules-now.ts';
import { saveFile, type Saved } from '../../lib/save-file.ts';
import { fullMoment, stampWords } from '../../lib/shanghai-time.ts';
import type { ExportChoice } from './export-dialog.tsx';
import { TIMES, type Place } from './place.ts';
import { isScoredBy, scoreLines } from './score-lines.ts';
import { coverSheet, figuresSheet, gridSheet, groupsSheet, listSheet, scoreSheet, type Sheet } from './sheets.ts';
import { useScoreParts } from './use-score.ts';
import type { GroupNames } from './use-words.ts';
import { GROUPING_WORDS, partWords } from './words.ts';
import { XLSX } from './workbook.ts';
import { writeWorkbook } from './write-workbook.ts';

export interface ExportOf {
  readonly place: Place;
  readonly sums: readonly Sums[];
  readonly cohorts: readonly Cohort[];
  readonly nowMs: number;
  readonly names: GroupNames;
  /** Whose cases, which days, of what: as the sheets are headed. */
  readonly covers: string;
  /** How much of them is here. */
  readonly coverage: string;
}

export interface Exporting {
  readonly isBusy: boolean;
  /** What became of the last one, in words. */
  readonly result: { readonly kind: 'done' | 'failed'; readonly words: string } | undefined;
  /** True once the file is given away. */
  readonly run: (choice: ExportChoice) => Promise<boolean>;
}

const fileName = (covers: string, nowMs: number): string =>
  `指标 ${covers} ${stampWords(nowMs)}`.slice(0, 100) + '.xlsx';

/** Puts the table and the lists behind it into one workbook. On record before the file is there: who, when, what of, what for, how many lines. */
export function useExport({ place, sums, cohorts, nowMs, names, covers, coverage }: ExportOf): Exporting {
  const { indicators, stock, user, terminal, clock, audit } = useWorkstation();
  const rules = useRulesNow();
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<Exporting['result']>();
  const { indicator, part, by, group } = place;
  const scoredBy = isScoredBy(by) ? by : 'community';
  const parts = useScoreParts(scoredBy);
  const cohort = cohorts[TIMES.indexOf(place.time)];

  const listOf = async (
    choice: ExportChoice,
    asked: Cohort,
  ): Promise<{ readonly sheet: Sheet; readonly lines: number }> => {
    const listed = await indicators.whole({
      ...{ indicator, part, cohort: asked, nowMs },
      ...(group === undefined ? {} : { group: { by, value: group } }),
    });
    if (indicatorOf(indicator).unit === '个') return { sheet: await gridsOf(listed, asked), lines: listed.length };
    const rows = await stock.rows('case', [...new Set(listed.map(({ id }) => id))]);
    const sheet = listSheet(listed, new Map(rows.map((row) => [row.id, row])), {
      stateWords: (state) => rules.states[state],
      gridWords: (code) => names.nameOf('grid', code),
      departmentWords: (key) => names.nameOf('department', key),
      withDescription: choice.description,
    });
    return { sheet, lines: listed.length };
  };
  const gridsOf = async (listed: readonly Listed[], asked: Cohort): Promise<Sheet> => {
    const patrolled = await indicators.groupsNow({
      ...{ indicator: 'reported', by: 'grid', nowMs },
      cohorts: [{ ...asked, when: 'reported', channel: 'patrol' }],
    });
    const reports = new Map(patrolled.map(({ value, sums: [sum] }) => [value, sum?.denominator ?? 0]));
    return gridSheet(listed, reports, (code) => names.nameOf('grid', code));
  };
  const scoreOf = async (): Promise<Sheet> => {
    const groups = await Promise.all(
      parts.map(({ indicator: part }) =>
        indicators.groupsNow({ indicator: part, by: scoredBy, cohorts: cohorts.slice(0, 2), nowMs }),
      ),
    );
    return scoreSheet(GROUPING_WORDS[scoredBy], parts, scoreLines(parts, sums, groups), (value) =>
      value === null ? '全部' : names.nameOf(scoredBy, value),
    );
  };
  const groupsOf = async (asked: Cohort): Promise<Sheet> => {
    const groups = await indicators.groupsNow({ indicator, by, cohorts: [asked], nowMs });
    const named = groups.flatMap(({ value, sums: [sum] }) =>
      sum === undefined ? [] : [{ value, name: names.nameOf(by, value), sum }],
    );
    return groupsSheet(indicator, GROUPING_WORDS[by], named);
  };
  const write = async (choice: ExportChoice): Promise<{ readonly saved: Saved; readonly name: string }> => {
    const list = choice.list && cohort !== undefined ? await listOf(choice, cohort) : undefined;
    const groups = choice.groups && cohort !== undefined ? await groupsOf(cohort) : undefined;
    const score = choice.score ? await scoreOf() : undefined;
    const at = clock.nowMs();
    const what = [
      ...(choice.figures ? ['全部指标'] : []),
      ...(groups === undefined ? [] : [`${indicatorOf(indicator).name}按${GROUPING_WORDS[by]}`]),
      ...(score === undefined ? [] : [`综合得分按${GROUPING_WORDS[scoredBy]}`]),
      ...(list === undefined
        ? []
        : [`${indicatorOf(indicator).name} ${partWords(indicator, part)} ${String(list.lines)} 行`]),
    ];
    const posts = [...new Set(user.posts.map(({ role }) => ROLE_NAMES[role]))].join('、');
    const who = `${maskName(user.displayName)} ${posts}`;
    const foot = `${who} · 终端 ${terminal} · ${fullMoment(at)} 导出 · 用途：${choice.purpose}`;
    const sheets = [
      coverSheet([
        ['统计的是', covers],
        ['数据范围', coverage],
        ['内容', what.join('；')],
        ['用途', choice.purpose],
        ['导出人', who],
        ['终端和时间', `${terminal} · ${fullMoment(at)}`],
        ['打码', `地址只到楼，人名打码${choice.description ? '；含情况描述' : ''}`],
      ]),
      ...(choice.figures ? [figuresSheet(sums)] : []),
      ...(groups === undefined ? [] : [groups]),
      ...(score === undefined ? [] : [score]),
      ...(list === undefined ? [] : [list.sheet]),
    ];
    const words = `${what.join('；')}；${covers}${choice.description ? '；含情况描述' : ''}`;
    await audit('export', 'indicators', `用途：${choice.purpose}；${words}`.slice(0, 200));
    const name = fileName(covers, at);
    return { saved: await saveFile(name, await writeWorkbook({ sheets, foot }), XLSX), name };
  };
  return {
    isBusy,
    result,
    run: async (choice) => {
      setBusy(true);
      try {
        const { saved, name } = await write(choice);
        const isDone = saved === 'saved';
        setResult({ kind: isDone ? 'done' : 'failed', words: isDone ? `已导出 ${name}` : '没有选位置，没有导出。' });
        return isDone;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        setResult({ kind: 'failed', words: `文件没有写成。数据都在；换个位置再导出一次。（${why.slice(0, 80)}）` });
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
