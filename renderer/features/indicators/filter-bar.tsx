import type { JSX, ReactNode } from 'react';
import {
  movedBy,
  ownPeriod,
  PERIOD_KINDS,
  periodOf,
  type PeriodKind,
} from '../../../shared/cases/indicators/periods.ts';
import { COUNTED_WHEN } from '../../../shared/cases/indicators/book.ts';
import { CHANNELS } from '../../../shared/domain/case.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { Button } from '../../ui/button.tsx';
import { IconBack, IconForward } from '../../ui/icons.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { isNarrowed, type Place } from './place.ts';
import type { Choice, GroupNames } from './use-words.ts';
import { PERIOD_WORDS, periodWords, WHEN_WORDS } from './words.ts';

export interface FilterBarProps {
  readonly place: Place;
  readonly today: string;
  readonly names: GroupNames;
  readonly onMove: (change: Partial<Place>) => void;
  /** Right end. */
  readonly acts?: ReactNode;
}

const ALL = 'all';
const withAll = (all: string, choices: readonly Choice[]): readonly Choice[] => [
  { value: ALL, label: all },
  ...choices,
];

/** Which period, and of what. A change of either closes the list of a single group, which may not be there any more. */
export function FilterBar({ place, today, names, onMove, acts }: FilterBarProps): JSX.Element {
  const { period } = place;
  const narrow = (change: Partial<Place>): void => {
    onMove({ ...change, group: undefined });
  };
  const chosen = (value: string): string | undefined => (value === ALL ? undefined : value);
  const step = (steps: number): void => {
    onMove({ period: movedBy(period, steps) });
  };
  const changeKind = (kind: PeriodKind): void => {
    // What is looked at stays in sight: its last day that is not still to come.
    const day = period.to < today ? period.to : today < period.from ? period.from : today;
    onMove({ period: kind === 'own' ? ownPeriod(period.from, day) : periodOf(kind, day) });
  };
  useShortcuts([
    {
      keys: '[',
      print: '[ ]',
      label: '上一期 / 下一期',
      group: '指标',
      inStatusBar: true,
      run: () => {
        step(-1);
      },
    },
    {
      keys: ']',
      print: '[ ]',
      label: '上一期 / 下一期',
      group: '指标',
      run: () => {
        step(1);
      },
    },
  ]);
  return (
    <div className="indicators-filter" role="group" aria-label="统计条件">
      <RadioGroup
        label="期间"
        look="segmented"
        value={period.kind}
        options={PERIOD_KINDS.map((kind) => ({ value: kind, label: PERIOD_WORDS[kind] }))}
        onChange={changeKind}
      />
      <div className="indicators-period">
        <IconButton
          name="上一期"
          icon={<IconBack />}
          onClick={() => {
            step(-1);
          }}
        />
        {period.kind === 'own' ? (
          <>
            <TextField
              type="date"
              label="从"
              labelHidden
              value={period.from}
              max={today}
              onChange={(day) => {
                if (day !== '') onMove({ period: ownPeriod(day, period.to) });
              }}
            />
            至
            <TextField
              type="date"
              label="到"
              labelHidden
              value={period.to}
              max={today}
              onChange={(day) => {
                if (day !== '') onMove({ period: ownPeriod(period.from, day) });
              }}
            />
          </>
        ) : (
          <strong aria-live="polite">{periodWords(period)}</strong>
        )}
        <IconButton
          name="下一期"
          icon={<IconForward />}
          onClick={() => {
            step(1);
          }}
        />
      </div>
      <Select
        label="按什么时间算"
        labelHidden
        value={place.when}
        options={COUNTED_WHEN.map((value) => ({ value, label: `按${WHEN_WORDS[value]}时间` }))}
        onChange={(when) => {
          onMove({ when });
        }}
      />
      <Select
        label="范围"
        labelHidden
        value={place.area ?? ALL}
        options={withAll('全部社区', names.areas(place.area))}
        onChange={(value) => {
          narrow({ area: chosen(value) });
        }}
      />
      <Select
        label="部门"
        labelHidden
        value={place.department ?? ALL}
        options={withAll('全部部门', names.departments)}
        onChange={(value) => {
          narrow({ department: chosen(value) });
        }}
      />
      <Select
        label="大类"
        labelHidden
        value={place.class ?? ALL}
        options={withAll('全部大类', names.classes)}
        onChange={(value) => {
          narrow({ class: chosen(value) });
        }}
      />
      <Select
        label="来源"
        labelHidden
        value={place.channel ?? ALL}
        options={withAll(
          '全部来源',
          CHANNELS.map((value) => ({ value, label: CHANNEL_NAMES[value] })),
        )}
        onChange={(value) => {
          narrow({ channel: CHANNELS.find((channel) => channel === value) });
        }}
      />
      {isNarrowed(place) && (
        <Button
          kind="link"
          onClick={() => {
            narrow({ area: undefined, department: undefined, class: undefined, channel: undefined });
          }}
        >
          清除条件
        </Button>
      )}
      {acts}
    </div>
  );
}
