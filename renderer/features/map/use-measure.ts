import { useState } from 'react';
import type { Position } from '../../map/map-objects.ts';
import type { Measure } from '../../map/measure.ts';
import { useShortcuts } from '../../ui/shortcuts.tsx';

export interface Measuring {
  readonly measure: Measure | undefined;
  readonly start: () => void;
  readonly add: (at: Position) => void;
  readonly undo: () => void;
  readonly clear: () => void;
  readonly setMode: (mode: Measure['mode']) => void;
  readonly end: () => void;
}

/** Distance and area on the map: M begins and ends, A turns to area and back, Backspace takes the last point, Esc ends. */
export function useMeasure(): Measuring {
  const [measure, setMeasure] = useState<Measure>();
  const start = (): void => {
    setMeasure({ mode: 'distance', points: [] });
  };
  const end = (): void => {
    setMeasure(undefined);
  };
  const undo = (): void => {
    setMeasure((now) => now && { ...now, points: now.points.slice(0, -1) });
  };
  const setMode = (mode: Measure['mode']): void => {
    setMeasure((now) => now && { ...now, mode });
  };
  useShortcuts([
    { keys: 'M', label: '量测', group: '地图', inStatusBar: true, run: measure === undefined ? start : end },
  ]);
  useShortcuts(
    [
      {
        keys: 'A',
        label: '量距离 / 量面积',
        group: '量测',
        run: () => {
          setMode(measure?.mode === 'area' ? 'distance' : 'area');
        },
      },
      { keys: 'Backspace', label: '去掉上一点', group: '量测', run: undo },
      { keys: 'Escape', label: '结束量测', group: '量测', run: end },
    ],
    { isOn: measure !== undefined },
  );
  return {
    measure,
    start,
    end,
    undo,
    setMode,
    add: (at) => {
      setMeasure((now) => now && { ...now, points: [...now.points, at] });
    },
    clear: () => {
      setMeasure((now) => now && { ...now, points: [] });
    },
  };
}
