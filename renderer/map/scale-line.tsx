import type { JSX } from 'react';
import { scaleOf } from './scale.ts';

/** A measured line and its length on the ground. */
export function ScaleLine({ metresPerPixel }: { readonly metresPerPixel: number }): JSX.Element {
  const { metres, widthPx, words } = scaleOf(metresPerPixel);
  return (
    <span className="map-scale" data-metres={metres}>
      <i style={{ width: widthPx }} aria-hidden="true" />
      <span>
        <span className="ui-only-read">比例尺 </span>
        {words}
      </span>
    </span>
  );
}
