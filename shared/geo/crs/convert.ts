import type { Position } from '../geojson.ts';
import { bd09ToGcj02, gcj02ToBd09 } from './bd09.ts';
import { gcj02ToWgs84, wgs84ToGcj02 } from './gcj02.ts';

/**
 * The systems a point may come in. Which one it is, its source declares; it is never guessed from the figures, which look the same in all.
 * CGCS2000 and WGS84 lie less than a metre apart and are kept side by side without conversion.
 */
export type Crs = 'WGS84' | 'CGCS2000' | 'GCJ02' | 'BD09';

export function toWgs84(at: Position, source: Crs): Position {
  switch (source) {
    case 'WGS84':
    case 'CGCS2000':
      return at;
    case 'GCJ02':
      return gcj02ToWgs84(at);
    case 'BD09':
      return gcj02ToWgs84(bd09ToGcj02(at));
  }
}

export function fromWgs84(at: Position, target: Crs): Position {
  switch (target) {
    case 'WGS84':
    case 'CGCS2000':
      return at;
    case 'GCJ02':
      return wgs84ToGcj02(at);
    case 'BD09':
      return gcj02ToBd09(wgs84ToGcj02(at));
  }
}
