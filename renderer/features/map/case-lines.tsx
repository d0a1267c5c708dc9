import type { JSX } from 'react';
import type { CaseRow } from '../../data/api.ts';
import { useStateWords } from '../../data/rules-now.ts';

const MOST_LINES = 60;

export interface CaseLinesProps {
  readonly cases: readonly CaseRow[];
  readonly onOpen: (id: string) => void;
  /** 在此新上报, where that is allowed. */
  readonly onReport: (() => void) | undefined;
}

/** Open cases of the object in hand. */
export function CaseLines({ cases, onOpen, onReport }: CaseLinesProps): JSX.Element {
  const stateWords = useStateWords();
  return (
    <section>
      <h3>
        未结事件 {cases.length}
        {onReport !== undefined && (
          <button type="button" className="ui-link" onClick={onReport}>
            在此新上报
          </button>
        )}
      </h3>
      {cases.length === 0 ? (
        <p className="map-page-quiet">没有未结事件。</p>
      ) : (
        <ul>
          {cases.slice(0, MOST_LINES).map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className="map-page-line-button"
                onClick={() => {
                  onOpen(row.id);
                }}
              >
                <span>
                  <b>{row.categoryName}</b>
                  <span className="ui-cut">{row.address}</span>
                </span>
                <span>{stateWords[row.state]}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {cases.length > MOST_LINES && (
        <p className="map-page-quiet">还有 {cases.length - MOST_LINES} 件，放大地图或到“事件”里看。</p>
      )}
    </section>
  );
}
