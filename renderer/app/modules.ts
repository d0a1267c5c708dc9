import { useMemo } from 'react';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { queryOf } from '../lib/named-filters.ts';
import type { RailItem } from '../ui/frame/rail.tsx';
import {
  IconCase,
  IconCatalog,
  IconDesk,
  IconHealth,
  IconIndicators,
  IconMap,
  IconStock,
  IconSync,
  IconTask,
} from '../ui/icons.tsx';
import type { ModuleKey, Route } from './route.ts';

export const MODULE_WORDS: Readonly<Record<ModuleKey, string>> = {
  desk: '工作台',
  map: '网格地图',
  stock: '人房企物',
  cases: '事件',
  tasks: '任务',
  indicators: '指标',
  sync: '同步',
  health: '同步健康',
  catalogs: '目录规则',
  settings: '设置',
};
export function moduleRoute(key: string): Route | undefined {
  switch (key) {
    case 'desk':
    case 'map':
    case 'stock':
    case 'cases':
    case 'tasks':
    case 'indicators':
    case 'sync':
    case 'health':
    case 'catalogs':
    case 'settings':
      return { kind: key };
    default:
      return undefined;
  }
}

export interface Sees {
  readonly seesCases: boolean;
  readonly seesStock: boolean;
  readonly seesTasks: boolean;
  readonly looksAfter: boolean;
  readonly counts: boolean;
  readonly seesTables: boolean;
}

/** Only what this person's posts have a use for; the rest is absent, not greyed. */
export function useModules(
  { seesCases, seesStock, seesTasks, looksAfter, counts, seesTables }: Sees,
  {
    waiting,
    refused,
    handedToMe,
    tasksDue,
  }: Readonly<Record<'waiting' | 'refused' | 'handedToMe' | 'tasksDue', number>>,
): readonly RailItem[] {
  return useMemo(() => {
    const places: readonly RailItem[] = seesCases
      ? [
          {
            key: 'desk',
            label: MODULE_WORDS.desk,
            icon: IconDesk,
            badge: waiting,
            badgeWords: `要你办的 ${String(waiting)} 件`,
          },
          { key: 'map', label: MODULE_WORDS.map, icon: IconMap },
          ...(seesStock ? [{ key: 'stock', label: MODULE_WORDS.stock, icon: IconStock }] : []),
          { key: 'cases', label: MODULE_WORDS.cases, icon: IconCase },
          ...(seesTasks
            ? [
                {
                  key: 'tasks',
                  label: MODULE_WORDS.tasks,
                  icon: IconTask,
                  badge: tasksDue,
                  badgeWords: `到期要做的 ${String(tasksDue)} 项`,
                },
              ]
            : []),
          ...(counts ? [{ key: 'indicators', label: MODULE_WORDS.indicators, icon: IconIndicators }] : []),
        ]
      : [];
    const all: readonly RailItem[] = [
      ...places,
      ...(looksAfter ? [{ key: 'health', label: MODULE_WORDS.health, icon: IconHealth }] : []),
      ...(seesTables ? [{ key: 'catalogs', label: MODULE_WORDS.catalogs, icon: IconCatalog }] : []),
      {
        key: 'sync',
        label: MODULE_WORDS.sync,
        icon: IconSync,
        badge: refused + handedToMe,
        isBadgeBad: refused > 0,
        badgeWords: [
          ...(refused > 0 || handedToMe === 0 ? [`被退回 ${String(refused)} 条`] : []),
          ...(handedToMe > 0 ? [`交接箱 ${String(handedToMe)} 条`] : []),
        ].join('，'),
      },
    ];
    return all.map((item, at) => ({ ...item, keyHint: `Alt ${String(at + 1)}` }));
  }, [seesCases, seesStock, seesTasks, looksAfter, counts, seesTables, waiting, refused, handedToMe, tasksDue]);
}

/** Visits and inspections that are due, for those who make them; whoever only looks on has none to do. */
export function useTasksDue(today: string): number {
  const { stock, user } = useWorkstation();
  const makesVisits = user.posts.some(({ role }) => role === 'gridWorker' || role === 'communityClerk');
  const counting = useMemo(
    () => (makesVisits ? stock.list({ query: queryOf('due', today), from: 0, count: 0 }) : undefined),
    [stock, makesVisits, today],
  );
  return useLive(counting)?.total ?? 0;
}
