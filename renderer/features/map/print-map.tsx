import { useEffect, useRef } from 'react';
import type { JSX } from 'react';
import type { MapViewState } from '../../map/map-controller.ts';
import { PICTURE_SCALE } from '../../map/picture.ts';
import { scaleOf } from '../../map/scale.ts';
import { PrintSheet } from '../../ui/print-sheet.tsx';

export interface PrintMapProps {
  readonly picture: HTMLCanvasElement;
  readonly view: MapViewState;
  /** 陆家嘴街道. */
  readonly area: string;
  /** What is on, in words. */
  readonly layers: readonly string[];
  readonly legend: JSX.Element;
  readonly source: string;
  /** Who (masked), terminal, time. */
  readonly foot: string;
  readonly onDone: () => void;
}

/** What is left of A4 across for the picture. */
const HEIGHT_MM = 112;

/** The map as it stands on the screen, on A4 across, with scale, legend, 示意边界 and source (UX §9). */
export function PrintMap(props: PrintMapProps): JSX.Element {
  const { picture, view, area, layers, legend, source, foot, onDone } = props;
  const slot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    slot.current?.replaceChildren(picture);
  }, [picture]);
  const { widthPx, words } = scaleOf(view.metresPerPixel);
  const windowPx = picture.width / PICTURE_SCALE;
  // Never higher than the sheet; the line of the scale shrinks with the picture.
  const width = `min(100%, ${String((HEIGHT_MM * picture.width) / picture.height)}mm)`;
  return (
    <PrintSheet title={`${area} 网格地图`} note={layers.join(' · ')} foot={foot} landscape onDone={onDone}>
      <div className="map-print" style={{ width }}>
        <div className="map-print-picture" ref={slot} />
        <div className="map-print-foot">
          <span className="map-print-scale" style={{ width: `${String((widthPx / windowPx) * 100)}%` }}>
            {words}
          </span>
          <span>WGS84 / CGCS2000 · 社区与网格为示意边界，不作划界依据 · {source}</span>
        </div>
        <div className="map-print-legend">{legend}</div>
      </div>
    </PrintSheet>
  );
}
