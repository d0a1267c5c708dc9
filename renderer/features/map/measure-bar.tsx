import type { JSX } from 'react';
import { areaSizeWords, lengthWords, measured } from '../../map/measure.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import type { Measuring } from './use-measure.ts';

const MODES = [
  { value: 'distance', label: '距离' },
  { value: 'area', label: '面积' },
] as const;

/** In the place of the filter while something is measured: the result, and how to go on. */
export function MeasureBar({ measuring }: { readonly measuring: Measuring }): JSX.Element | null {
  const { measure } = measuring;
  if (measure === undefined) return null;
  const { metres, squareMetres, isCrossed } = measured(measure);
  const isArea = measure.mode === 'area';
  return (
    <div className="map-page-measure" role="group" aria-label="量测">
      <RadioGroup label="量什么" look="segmented" value={measure.mode} options={MODES} onChange={measuring.setMode} />
      <output aria-live="polite">
        {measure.points.length === 0 ? (
          '点地图取点；键盘：方向键移动，Enter 取中心十字处'
        ) : isArea ? (
          <>
            面积 <b>{isCrossed ? '边线相交，算不出' : squareMetres === 0 ? '至少三点' : areaSizeWords(squareMetres)}</b>{' '}
            · 周长 {lengthWords(metres)}
          </>
        ) : (
          <>
            距离 <b>{lengthWords(metres)}</b> · {measure.points.length} 点
          </>
        )}
      </output>
      <Button size="small" keyHint="Backspace" disabled={measure.points.length === 0} onClick={measuring.undo}>
        退一点
      </Button>
      <Button size="small" disabled={measure.points.length === 0} onClick={measuring.clear}>
        重量
      </Button>
      <Button size="small" keyHint="Esc" onClick={measuring.end}>
        结束
      </Button>
    </div>
  );
}
