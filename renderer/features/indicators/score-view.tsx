import { useState } from 'react';
import type { JSX } from 'react';
import type { Cohort } from '../../../shared/cases/indicators/book.ts';
import type { Sums } from '../../data/indicators/api.ts';
import { Button } from '../../ui/button.tsx';
import { PageBody } from '../../ui/frame/page-head.tsx';
import { IconPrint } from '../../ui/icons.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { coversWords } from './covers-words.ts';
import type { Place, Time } from './place.ts';
import { isScoredBy, SCORED_BY } from './score-lines.ts';
import { ScoreSheet } from './score-sheet.tsx';
import { SheetPrint } from './sheet-print.tsx';
import { useScore, useScoreParts } from './use-score.ts';
import type { GroupNames } from './use-words.ts';
import { GROUPING_WORDS } from './words.ts';

export interface ScoreViewProps {
  readonly place: Place;
  /** One of each of `TIMES`, as the cohorts. */
  readonly sums: readonly Sums[];
  readonly cohorts: readonly Cohort[];
  readonly nowMs: number;
  readonly whose: string;
  readonly daysOf: (time: Time) => string;
  readonly names: GroupNames;
  readonly onMove: (change: Partial<Place>) => void;
}

const HOW =
  '得分是各项比率按权重折算成 100 分；越少越好的按相反的算。没有计数的项不算，权重由其余各项分担。只给社区、网格和部门，不给个人，按编码排。';

/** 综合得分 of areas and departments, with everything it is made of. The weights are data (统计口径). */
export function ScoreView(props: ScoreViewProps): JSX.Element {
  const { place, sums, cohorts, nowMs, whose, daysOf, names, onMove } = props;
  const [isPrinting, setPrinting] = useState(false);
  const by = isScoredBy(place.by) ? place.by : 'community';
  const parts = useScoreParts(by);
  const lines = useScore(by, parts, { cohorts, sums, nowMs });
  const nameOf = (value: string | null): string => (value === null ? '全部' : names.nameOf(by, value));
  const covers = `${coversWords({ place, whose, names, daysOf })}；上期 ${daysOf('before')}`;
  const sheet = { by, parts, lines: lines ?? [], nameOf };
  return (
    <PageBody>
      <Panel
        title="综合得分"
        note={covers}
        padded
        acts={
          <>
            <RadioGroup
              label="给谁算"
              look="segmented"
              value={by}
              options={SCORED_BY.map((value) => ({ value, label: `按${GROUPING_WORDS[value]}` }))}
              onChange={(next) => {
                onMove({ by: next, group: undefined });
              }}
            />
            <Button
              icon={<IconPrint />}
              onClick={() => {
                setPrinting(true);
              }}
            >
              打印得分表
            </Button>
          </>
        }
      >
        {lines === undefined ? (
          <Skeleton label="正在统计" rows={12} />
        ) : (
          <div className="indicators-paper indicators-paper-wide">
            <p className="indicators-quiet">{HOW}权重在“目录规则”的统计口径里定。</p>
            <ScoreSheet
              {...sheet}
              onOpen={({ indicator }, group) => {
                onMove({
                  ...{ view: 'figures', indicator, part: 'denominator', time: 'now', look: 'list', by },
                  group: group ?? undefined,
                });
              }}
            />
          </div>
        )}
      </Panel>
      {isPrinting && lines !== undefined && (
        <SheetPrint
          title={`综合得分（按${GROUPING_WORDS[by]}）`}
          note={covers}
          object="indicators:score"
          consequence="只印社区、网格、部门的数字，没有个人信息。用途印在页脚，也记入审计。"
          usual="考核例会"
          signatures={['填表人', '审核人', '日期']}
          landscape
          onDone={() => {
            setPrinting(false);
          }}
        >
          <ScoreSheet {...sheet} />
          <p className="indicators-note">{HOW}</p>
        </SheetPrint>
      )}
    </PageBody>
  );
}
