import { useId } from 'react';
import type { JSX } from 'react';
import { tokens } from './tokens.ts';
import './watermark.css';

export interface WatermarkProps {
  /** `邬** 社区受理员` and `终端 LJZ-0417  11-20 09:42` */
  readonly lines: readonly [string, string];
}

const { fontSize, rotate, gap, color } = tokens.watermark;
const [across = 150, down = 110] = gap;
/** The words are about this wide; the gap is measured from their end. */
const WORDS_WIDTH = 160;

/** Who is looking, on which terminal, when: over everything, in the way of nothing. A drawing, not a background image, so that the strict CSP holds. */
export function Watermark({ lines }: WatermarkProps): JSX.Element {
  const id = useId();
  const width = WORDS_WIDTH + across;
  const height = fontSize * 2 + down;
  return (
    <svg className="ui-watermark" aria-hidden="true" focusable="false">
      <pattern
        id={id}
        width={width}
        height={height}
        patternUnits="userSpaceOnUse"
        patternTransform={`rotate(${String(rotate)})`}
      >
        <g fill={color} fontSize={fontSize}>
          <text x={28} y={40}>
            {lines[0]}
          </text>
          <text x={0} y={40 + fontSize + 4}>
            {lines[1]}
          </text>
        </g>
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
