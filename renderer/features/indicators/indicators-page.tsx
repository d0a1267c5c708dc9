import { useMemo } from 'react';
import type { JSX } from 'react';
import type { IndicatorsStatus } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { ownWords } from '../../lib/own-cases.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { useHeld } from '../../records/use-held.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CoverageBanners, useCoverage } from './coverage.tsx';
import { coversWords } from './covers-words.ts';
import { ExportButton } from './export-button.tsx';
import { FiguresView } from './figures-view.tsx';
import { FilterBar } from './filter-bar.tsx';
import { HandoverView } from './handover-view.tsx';
import { atOf, cohortsOf, daysOf, placeOf, VIEWS, type Place, type Time } from './place.ts';
import { ReportView } from './report-view.tsx';
import { ScoreView } from './score-view.tsx';
import { useGridsToCover } from './use-grids.ts';
import { useGroupNames } from './use-words.ts';
import { countWords, daysWords, VIEW_WORDS } from './words.ts';
import './indicators.css';

export interface IndicatorsPageProps {
  /** Where one is on the page, as `atOf` wrote it. */
  readonly at: string | undefined;
  readonly onMove: (at: string) => void;
  readonly onOpenCase: (id: string) => void;
}

const NONE = [] as const;

/** 指标: what was counted in a period, the list behind every number, the reports made of it, and what a shift hands on. */
export function IndicatorsPage({ at, onMove, onOpenCase }: IndicatorsPageProps): JSX.Element {
  const workstation = useWorkstation();
  const { indicators, user, clock, catalogs } = workstation;
  const nowMs = useNow(clock.nowMs, 60_000);
  const today = shanghaiDay(nowMs);
  const place = useMemo(() => placeOf(at, today), [at, today]);
  const names = useGroupNames();
  const areas = useLive(workstation.areas) ?? NONE;
  const departments = useLive(catalogs.departments) ?? NONE;
  const status = useLive(indicators.status);

  // By what is counted alone: which number is open asks nothing anew.
  const { view, period, when, area, department, channel } = place;
  const grids = useGridsToCover(today);
  const cohorts = useMemo(
    () => cohortsOf({ period, when, area, department, channel, class: place.class }, today, grids),
    [period, when, area, department, channel, place.class, today, grids],
  );
  const answer = useLive(useMemo(() => indicators.sums({ cohorts, nowMs }), [indicators, cohorts, nowMs]));
  // While the numbers of the next minute are on their way, the last ones stand; those of another period do not.
  const held = useHeld(
    useMemo(() => (answer === undefined ? undefined : { cohorts, sums: answer }), [answer, cohorts]),
  );
  const sums = held?.cohorts === cohorts ? held.sums : undefined;
  const isThere = sums !== undefined && status?.ready === true;
  useReady('indicators', isThere || view === 'handover');

  const move = (change: Partial<Place>): void => {
    onMove(atOf({ ...place, ...change }, today));
  };
  const days = useMemo(() => daysOf(period, today), [period, today]);
  const wordsOf = (time: Time): string => daysWords(days[time], today);
  const whose = ownWords(user, areaWords(areas), departments);
  const coverage = useCoverage(status, whose, nowMs);
  const shared = { place, cohorts, nowMs, names, daysOf: wordsOf };

  return (
    <>
      {status !== undefined && <CoverageBanners status={status} />}
      <PageHead
        title="指标"
        note={coverage.shown}
        acts={
          <RadioGroup
            label="看什么"
            look="segmented"
            value={view}
            options={VIEWS.map((each) => ({ value: each, label: VIEW_WORDS[each] }))}
            onChange={(next) => {
              move({ view: next });
            }}
          />
        }
      />
      {view === 'handover' ? (
        <HandoverView whose={whose} nowMs={nowMs} names={names} onOpenCase={onOpenCase} />
      ) : (
        <>
          <FilterBar
            place={place}
            today={today}
            names={names}
            onMove={move}
            acts={
              isThere &&
              (view === 'figures' || view === 'score') && (
                <ExportButton
                  {...{ place, sums, cohorts, nowMs, names }}
                  covers={coversWords({ place, whose, names, daysOf: wordsOf })}
                  coverage={coverage.written}
                />
              )
            }
          />
          {!isThere ? (
            <Counting status={status} />
          ) : view === 'figures' ? (
            <FiguresView {...shared} sums={sums} onMove={move} onOpenCase={onOpenCase} />
          ) : view === 'score' ? (
            <ScoreView {...shared} sums={sums} whose={whose} onMove={move} />
          ) : (
            <ReportView
              {...shared}
              sums={sums}
              whose={whose}
              onOpen={({ by, ...number }) => {
                const look = by !== undefined && number.group === undefined ? 'groups' : 'list';
                move({ view: 'figures', look, ...number, group: number.group, ...(by === undefined ? {} : { by }) });
              }}
            />
          )}
        </>
      )}
    </>
  );
}

/** Half of the cases counted is no number: until all are, how far it is. */
function Counting({ status }: { readonly status: IndicatorsStatus | undefined }): JSX.Element {
  const isBroken = status !== undefined && status.broken !== null;
  return (
    <PageBody>
      <Panel title="统计">
        {isBroken ? (
          <ErrorState
            title="这次没有数成"
            lost="事件都在，没有丢；只是统计没有做完。"
            advice="锁定后重新登录，会从头再数一遍。"
            code="I-0701"
          />
        ) : (
          <>
            {status !== undefined && status.behind > 0 && (
              <p className="indicators-counting" role="status">
                正在逐件读经过：已读 {countWords(status.cases)} 件，还有 {countWords(status.behind)}{' '}
                件。可以先去做别的，读好了数就在这里。
              </p>
            )}
            <Skeleton label="正在统计" rows={16} />
          </>
        )}
      </Panel>
    </PageBody>
  );
}
