import { useState } from 'react';
import type { JSX } from 'react';
import { indicatorOf } from '../../../shared/cases/indicators/all-indicators.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { TIMES } from './place.ts';
import { isScoredBy } from './score-lines.ts';
import { useExport, type ExportOf } from './use-export.ts';
import { countWords, GROUPING_WORDS, numberOf, partWords } from './words.ts';

/** 导出 Excel: asks what for, writes, and says beside the button what became of it. */
export function ExportButton(of: ExportOf): JSX.Element {
  const { place, sums, names } = of;
  const { indicator, part, by, group } = place;
  const [isAsking, setAsking] = useState(false);
  const { isBusy, result, run } = useExport(of);
  const { name, unit } = indicatorOf(indicator);
  const scoredBy = isScoredBy(by) ? by : 'community';
  const sum = sums[TIMES.indexOf(place.time)]?.[indicator];
  const count = sum === undefined ? '' : `，${countWords(numberOf(sum, part))} ${unit}`;
  const ask = (): void => {
    setAsking(true);
  };
  useShortcuts([{ keys: 'E', label: '导出 Excel', group: '指标', inStatusBar: true, run: ask }]);
  return (
    <div className="indicators-export">
      {!isAsking && result !== undefined && (
        <span
          role="status"
          title={result.words}
          className={classes('ui-cut', result.kind === 'failed' && 'ui-tone-bad')}
        >
          {result.words}
        </span>
      )}
      <Button keyHint="E" onClick={ask}>
        导出 Excel
      </Button>
      {isAsking && (
        <ExportDialog
          groupWords={`${name}，按${GROUPING_WORDS[by]}`}
          listWords={`${[...new Set([name, partWords(indicator, part)])].join(' ')}${group === undefined ? count : `，${names.nameOf(by, group)}`}`}
          scoreWords={`综合得分，按${GROUPING_WORDS[scoredBy]}，带每一项`}
          isOfScore={place.view === 'score'}
          isBusy={isBusy}
          trouble={result?.kind === 'failed' ? result.words : undefined}
          onExport={(choice) => {
            void run(choice).then((isDone) => {
              if (isDone) setAsking(false);
            });
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
