import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { fieldName, valueWords } from '../../records/field-names.ts';
import { HistoryList } from '../../records/history-list.tsx';
import type { Done } from '../../records/use-action.ts';
import { wordsOfChange } from '../../records/words-of-change.ts';
import { Timeline } from '../../ui/timeline.tsx';

export interface RoomHistoryProps {
  readonly room: string;
  readonly onDone: (done: Done) => void;
}

const SHORT = 2;

/** 房屋变更记录: the newest in short, all of them with 还原 on asking. */
export function RoomHistory({ room, onDone }: RoomHistoryProps): JSX.Element {
  const { records, catalogs } = useWorkstation();
  const live = useMemo(() => records.history(room), [records, room]);
  const history = useLive(live) ?? [];
  const terms = useLive(catalogs.terms) ?? [];
  const [showsAll, setShowsAll] = useState(false);
  const nameOf = (path: string): string => fieldName('room', path);
  const wordsOf = (path: string, value: unknown): string => valueWords('room', path, value, terms);
  return (
    <section className="building-section">
      <div className="building-section-head">
        <h3>房屋变更记录</h3>
        {history.length > 0 && (
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              setShowsAll(!showsAll);
            }}
          >
            {showsAll ? '收起' : `全部 ${String(history.length)} 条`}
          </button>
        )}
      </div>
      {history.length === 0 && <p className="building-quiet">建档以来没有改过。</p>}
      {showsAll ? (
        <HistoryList subject={room} fieldName={nameOf} valueWords={wordsOf} onDone={onDone} />
      ) : (
        history.length > 0 && (
          <Timeline
            label="最近的变更"
            entries={history.slice(0, SHORT).map((change) => {
              const { title, lines } = wordsOfChange(change, nameOf, wordsOf);
              return {
                id: change.id,
                title,
                shape: change.delivery === 'queued' ? 'arrowUp' : 'ring',
                tone: change.delivery === 'queued' ? 'primary' : 'paused',
                body: (
                  <>
                    {lines.map((line) => (
                      <p key={line}>{line}</p>
                    ))}
                    <p className="building-quiet">
                      {shanghaiDay(Date.parse(change.at))} · {change.by.name} · {change.source}
                    </p>
                  </>
                ),
              };
            })}
          />
        )
      )}
    </section>
  );
}
