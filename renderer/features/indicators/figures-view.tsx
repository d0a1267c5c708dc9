import type { JSX } from 'react';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { PageBody } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FiguresTable } from './figures-table.tsx';
import { PartPane } from './part-pane.tsx';
import { TIMES, type Place, type Time } from './place.ts';
import type { GroupNames } from './use-words.ts';
import { WHEN_WORDS } from './words.ts';

export interface FiguresViewProps {
  readonly place: Place;
  /** One of each of `TIMES`, as the cohorts. */
  readonly sums: readonly Sums[];
  readonly cohorts: readonly Cohort[];
  readonly nowMs: number;
  readonly daysOf: (time: Time) => string;
  readonly names: GroupNames;
  readonly onMove: (change: Partial<Place>) => void;
  readonly onOpenCase: (id: string) => void;
}

/** Below this the pane stands under the table. */
const LEAST_FOR_PANE_PX = 1100;

/** All indicators, and beside them the one in hand. */
export function FiguresView(props: FiguresViewProps): JSX.Element {
  const { place, sums, cohorts, nowMs, daysOf, names, onMove, onOpenCase } = props;
  const isWide = useWidth(WIDE_PX);
  const isBeside = useWidth(LEAST_FOR_PANE_PX);
  const nth = TIMES.indexOf(place.time);
  const [sum, cohort] = [sums[nth]?.[place.indicator], cohorts[nth]];
  return (
    <PageBody columns={isBeside ? `minmax(0, 1fr) ${isWide ? '600px' : '508px'}` : 'minmax(0, 1fr)'}>
      <Panel title={`${daysOf('now')} ${WHEN_WORDS[place.when]}的事件`} note="点一个数，看它数的是哪些">
        <FiguresTable
          sums={sums}
          place={place}
          daysOf={daysOf}
          onOpen={(indicator, part, time) => {
            onMove({ indicator, part, time, look: 'list', group: undefined });
          }}
        />
      </Panel>
      {sum !== undefined && cohort !== undefined && (
        <PartPane
          place={place}
          sum={sum}
          cohort={cohort}
          nowMs={nowMs}
          daysOf={daysOf}
          names={names}
          onMove={onMove}
          onOpenCase={onOpenCase}
        />
      )}
    </PageBody>
  );
}
