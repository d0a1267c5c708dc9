import type { JSX } from 'react';
import './stage-squares.css';

export interface StageSquaresProps {
  /** 1 to 6: 上报 立案 派遣 处置 核查 结案. A square before it is done, the square itself is where the case stands. */
  readonly stage: 1 | 2 | 3 | 4 | 5 | 6;
  /** All six are behind it: the case is closed. */
  readonly isClosed?: boolean | undefined;
  /** What the case waits for now, from the catalogue: 待派遣. */
  readonly words: string;
}

const squares = [1, 2, 3, 4, 5, 6] as const;

/** Where a case stands. The squares are for the eye; the words say it. */
export function StageSquares({ stage, isClosed = false, words }: StageSquaresProps): JSX.Element {
  return (
    <span className="ui-stages">
      <span className="ui-stages-row" aria-hidden="true">
        {squares.map((square) => (
          <i key={square} data-stage={isClosed || square < stage ? 'done' : square === stage ? 'now' : 'ahead'} />
        ))}
      </span>
      {words}
    </span>
  );
}
