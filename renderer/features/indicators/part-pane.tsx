import { useMemo } from 'react';
import type { JSX } from 'react';
import { indicatorOf, type IndicatorKey } from '../../../shared/cases/indicators/all-indicators.ts';
import { GROUPINGS, type Cohort, type Grouping, type Part, type Sum } from '../../../shared/cases/indicators/book.ts';
import { EXCLUSIONS } from '../../../shared/cases/indicators/counted.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useHeld } from '../../records/use-held.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { GridList } from './grid-list.tsx';
import { GroupList } from './group-list.tsx';
import { PartList } from './part-list.tsx';
import { TIMES, type Place, type Time } from './place.ts';
import type { GroupNames } from './use-words.ts';
import {
  countWords,
  EXCLUSION_WORDS,
  excludedOf,
  GROUPING_WORDS,
  numberOf,
  partWords,
  TIME_WORDS,
  valueWords,
  WHEN_WORDS,
} from './words.ts';

export interface PartPaneProps {
  readonly place: Place;
  /** Of the indicator, at the time that is open. */
  readonly sum: Sum;
  readonly cohort: Cohort;
  readonly nowMs: number;
  readonly daysOf: (time: Time) => string;
  readonly names: GroupNames;
  readonly onMove: (change: Partial<Place>) => void;
  readonly onOpenCase: (id: string) => void;
}

/** The indicator in hand: its parts with their numbers, the list behind one of them, or how it is made up. */
export function PartPane(props: PartPaneProps): JSX.Element {
  const { place, sum, cohort, nowMs, daysOf, names, onMove, onOpenCase } = props;
  const { indicator, part, time, look, group } = place;
  const by = groupingFor(place);
  const { name, kind, unit, meaning } = indicatorOf(indicator);
  const isReason = (EXCLUSIONS as readonly string[]).includes(part);
  const isOfGrids = unit === '个';
  const groupings = groupingsOf(indicator);
  const parts: readonly Part[] = kind === 'share' ? ['numerator', 'denominator', 'missed'] : ['denominator'];
  const tabs = [...parts, ...(excludedOf(sum) > 0 || part === 'excluded' || isReason ? (['excluded'] as const) : [])];
  const asked = useMemo(
    () => ({ indicator, part, cohort, nowMs, ...(group === undefined ? {} : { group: { by, value: group } }) }),
    [indicator, part, cohort, nowMs, group, by],
  );
  const label = `${name} ${partWords(indicator, part)}${group === undefined ? '' : ` · ${names.nameOf(by, group)}`}`;
  useShortcuts([
    {
      keys: 'B',
      label: look === 'list' ? '看分组' : '看名单',
      group: '指标',
      inStatusBar: true,
      run: () => {
        onMove({ look: look === 'list' ? 'groups' : 'list', group: undefined });
      },
    },
  ]);
  return (
    <Panel
      title={name}
      note={kind === 'count' ? undefined : valueWords(indicator, sum)}
      className="indicators-pane"
      acts={
        <RadioGroup
          label="名单还是分组"
          look="segmented"
          value={look}
          options={[
            { value: 'list', label: '名单' },
            { value: 'groups', label: '分组' },
          ]}
          onChange={(next) => {
            onMove({ look: next, group: undefined });
          }}
        />
      }
    >
      <p className="indicators-meaning">{meaning}</p>
      <div className="indicators-when">
        <RadioGroup
          label="哪一期"
          look="segmented"
          value={time}
          options={TIMES.map((each) => ({ value: each, label: TIME_WORDS[each] }))}
          onChange={(next) => {
            onMove({ time: next });
          }}
        />
        <span>
          {daysOf(time)} {WHEN_WORDS[isOfGrids ? 'reported' : place.when]}的
        </span>
      </div>
      {look === 'groups' ? (
        <>
          <div className="indicators-when">
            <Select
              label="按什么分组"
              labelHidden
              value={by}
              options={groupings.map((each) => ({ value: each, label: `按${GROUPING_WORDS[each]}` }))}
              onChange={(next) => {
                onMove({ by: next, group: undefined });
              }}
            />
            <span>各行相加等于全部</span>
          </div>
          <Groups {...props} />
        </>
      ) : (
        <>
          <Tabs
            label="数的是什么"
            tabs={tabs.map((each) => ({
              key: each,
              label: partWords(indicator, each),
              // Of one group the list itself says how many.
              ...(group === undefined ? { count: numberOf(sum, each) } : {}),
            }))}
            current={isReason ? 'excluded' : part}
            onChange={(next) => {
              onMove({ part: next });
            }}
          />
          {(part === 'excluded' || isReason) && group === undefined && (
            <div className="indicators-reasons" role="group" aria-label="为什么不计入">
              {EXCLUSIONS.filter((why) => (sum.excluded[why] ?? 0) > 0).map((why) => (
                <Button
                  key={why}
                  size="small"
                  aria-pressed={part === why}
                  onClick={() => {
                    onMove({ part: part === why ? 'excluded' : why });
                  }}
                >
                  {EXCLUSION_WORDS[why]} {countWords(sum.excluded[why] ?? 0)}
                </Button>
              ))}
            </div>
          )}
          {group !== undefined && (
            <div className="indicators-reasons">
              <Chip
                onRemove={() => {
                  onMove({ group: undefined });
                }}
              >
                {GROUPING_WORDS[by]}：{names.nameOf(by, group)}
              </Chip>
              <Button
                kind="link"
                onClick={() => {
                  onMove({ look: 'groups', group: undefined });
                }}
              >
                回到分组
              </Button>
            </div>
          )}
          <div className="indicators-list">
            {isOfGrids ? (
              <GridList label={label} asked={asked} names={names} onMove={onMove} />
            ) : (
              <PartList
                key={`${indicator} ${part} ${time} ${group ?? ''}`}
                label={label}
                unit={unit}
                asked={asked}
                onOpenCase={onOpenCase}
              />
            )}
          </div>
        </>
      )}
    </Panel>
  );
}

/** Grids lie in communities and have neither department nor class. */
const OF_GRIDS: readonly Grouping[] = ['community', 'grid'];
const groupingsOf = (indicator: IndicatorKey): readonly Grouping[] =>
  indicatorOf(indicator).unit === '个' ? OF_GRIDS : GROUPINGS;
const groupingFor = ({ indicator, by }: Place): Grouping =>
  groupingsOf(indicator).find((one) => one === by) ?? 'community';

/** Its groups, asked of the worker; those of the minute before stand until the next are here. */
function Groups({ place, cohort, nowMs, names, onMove }: PartPaneProps): JSX.Element {
  const { indicators } = useWorkstation();
  const { indicator, part } = place;
  const by = groupingFor(place);
  const live = useMemo(
    () => indicators.groups({ indicator, by, cohorts: [cohort], nowMs }),
    [indicators, indicator, by, cohort, nowMs],
  );
  const answer = useLive(live);
  const named = useMemo(
    () =>
      answer?.flatMap(({ value, sums: [sum] }) =>
        sum === undefined ? [] : [{ value, name: names.nameOf(by, value), sum }],
      ),
    [answer, names, by],
  );
  const question = `${indicator} ${by}`;
  const held = useHeld(useMemo(() => (named === undefined ? undefined : { question, named }), [question, named]));
  const shown = held?.question === question ? held.named : undefined;
  if (shown === undefined) return <Skeleton label="正在分组" />;
  return (
    <div className="indicators-list">
      <GroupList
        indicator={indicator}
        by={by}
        groups={shown}
        part={part}
        onOpen={(value, opened) => {
          onMove({ look: 'list', group: value, part: opened });
        }}
      />
    </div>
  );
}
