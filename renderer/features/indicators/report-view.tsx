import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { useHeld } from '../../records/use-held.ts';
import { Button } from '../../ui/button.tsx';
import { PageBody } from '../../ui/frame/page-head.tsx';
import { IconPrint } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { coversWords } from './covers-words.ts';
import { NoteField } from './note-field.tsx';
import type { Place, Time } from './place.ts';
import { BREAKDOWNS, REPORT_WORDS } from './report.ts';
import { ReportSheet, type ReportNumber } from './report-sheet.tsx';
import { SheetPrint } from './sheet-print.tsx';
import { useNote } from './use-note.ts';
import type { GroupNames } from './use-words.ts';

export interface ReportViewProps {
  readonly place: Place;
  readonly sums: readonly Sums[];
  /** One of each of `TIMES`. */
  readonly cohorts: readonly Cohort[];
  readonly nowMs: number;
  readonly whose: string;
  readonly daysOf: (time: Time) => string;
  readonly names: GroupNames;
  readonly onOpen: (number: ReportNumber) => void;
}

/** 日报 周报 月报: the same numbers as those of the page, as a sheet that is read and printed. */
export function ReportView(props: ReportViewProps): JSX.Element {
  const { place, sums, cohorts, nowMs, whose, daysOf, names, onOpen } = props;
  const { indicators } = useWorkstation();
  const { period } = place;
  const [isPrinting, setPrinting] = useState(false);
  const note = useNote(`report ${period.kind} ${period.from}`);
  const live = useMemo(
    () =>
      combineLive(
        BREAKDOWNS.map(({ by }) =>
          indicators.groups({ indicator: 'reported', by, cohorts: cohorts.slice(0, 2), nowMs }),
        ),
      ),
    [indicators, cohorts, nowMs],
  );
  const answers = useLive(live);
  const held = useHeld(
    useMemo(() => {
      const all = answers?.flatMap((groups) => (groups === undefined ? [] : [groups])) ?? [];
      return all.length < BREAKDOWNS.length ? undefined : { cohorts, breakdowns: all };
    }, [answers, cohorts]),
  );
  const breakdowns = held?.cohorts === cohorts ? held.breakdowns : undefined;

  const title = `${whose}事件${REPORT_WORDS[period.kind]}`;
  const covers = `${coversWords({ place, whose, names, daysOf })}；上期 ${daysOf('before')}，去年同期 ${daysOf('yearAgo')}`;
  return (
    <PageBody>
      <Panel
        title={title}
        note={covers}
        padded
        acts={
          <Button
            icon={<IconPrint />}
            onClick={() => {
              setPrinting(true);
            }}
          >
            打印{REPORT_WORDS[period.kind]}
          </Button>
        }
      >
        {breakdowns === undefined ? (
          <Skeleton label="正在统计" rows={12} />
        ) : (
          <div className="indicators-paper">
            <ReportSheet sums={sums} breakdowns={breakdowns} names={names} onOpen={onOpen} />
            <NoteField label="情况说明和下期重点" note={note} />
          </div>
        )}
      </Panel>
      {isPrinting && breakdowns !== undefined && (
        <SheetPrint
          title={title}
          note={covers}
          object="indicators:report"
          consequence="只印数字和类别、网格、部门，没有个人信息。用途印在页脚，也记入审计。"
          usual={`${REPORT_WORDS[period.kind]}报送`}
          signatures={['填表人', '审核人', '日期']}
          onDone={() => {
            setPrinting(false);
          }}
        >
          <ReportSheet sums={sums} breakdowns={breakdowns} names={names} />
          {note.text !== undefined && note.text !== '' && (
            <>
              <h2>情况说明和下期重点</h2>
              <p className="indicators-note">{note.text}</p>
            </>
          )}
        </SheetPrint>
      )}
    </PageBody>
  );
}
