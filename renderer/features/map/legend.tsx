import type { JSX } from 'react';
import { heatStrength } from '../../map/heat.ts';
import type { PointLayer } from '../../map/map-objects.ts';
import { PLAIN_FILL, type LegendRow } from './colour-rules.ts';
import { DIVISION_NAMES, type Layers } from './layers.ts';

export interface LegendProps {
  readonly layers: Layers;
  readonly colours: readonly LegendRow[];
  /** Where the heat's classes begin in this window. */
  readonly heatBreaks: readonly number[];
  readonly points: readonly PointLayer[];
  readonly pointNames: ReadonlyMap<string, string>;
}

/** 1–4 件, 5–9 件, 10 件以上. */
export const heatWords = (breaks: readonly number[], at: number): string => {
  const from = breaks[at] ?? 0;
  const next = breaks[at + 1];
  if (next === undefined) return `${String(from)} 件以上`;
  return next === from + 1 ? `${String(from)} 件` : `${String(from)}–${String(next - 1)} 件`;
};

const count = (value: number): string => value.toLocaleString('zh-CN');

/** What is on, and only that, with what its looks mean. */
export function Legend({ layers, colours, heatBreaks, points, pointNames }: LegendProps): JSX.Element {
  return (
    <>
      {layers.buildings && colours.length > 0 && (
        <ul aria-label="楼栋颜色">
          {colours.map(({ key, words, fill, count: buildings }) => (
            <li key={key}>
              <i className="map-page-building" style={{ background: fill ?? PLAIN_FILL }} aria-hidden="true" />
              {words}
              <span className="map-page-count">{count(buildings)}</span>
            </li>
          ))}
        </ul>
      )}
      {layers.heat !== undefined && (
        <ul aria-label="事件热力">
          <li>
            {layers.heatRadius} 米内{layers.heat === 'open' ? '未结' : '全部'}件数（当前画面）
          </li>
          {heatBreaks.map((from, at) => (
            <li key={from}>
              <i
                className="map-page-heat"
                style={{ opacity: heatStrength(at, heatBreaks.length) }}
                aria-hidden="true"
              />
              {heatWords(heatBreaks, at)}
            </li>
          ))}
          {heatBreaks.length === 0 && <li>这里没有</li>}
        </ul>
      )}
      <ul aria-label="其他图例">
        {[...layers.divisions].map((division) => (
          <li key={division}>
            <i className={`map-page-line map-page-line-${division}`} aria-hidden="true" />
            {DIVISION_NAMES[division]}（示意）
          </li>
        ))}
        {layers.buildings && colours.length === 0 && (
          <li>
            <i className="map-page-building" aria-hidden="true" />
            楼栋
          </li>
        )}
        {points.map(({ key, sign, unit }) => (
          <li key={key}>
            <i className="map-page-sign" aria-hidden="true">
              {sign}
            </i>
            {pointNames.get(key)}，下为{unit}数
          </li>
        ))}
        {layers.cases && (
          <li>
            <i className="map-page-ring" aria-hidden="true" />
            未结事件，圈内为件数
          </li>
        )}
      </ul>
    </>
  );
}
