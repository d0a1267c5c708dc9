import type { JSX } from 'react';
import { useMemo } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { IconClose } from '../../ui/icons.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Shape } from '../../ui/shape.tsx';
import { sharerWords } from './filter-words.ts';
import { QueueLine, type LineProps } from './queue-line.tsx';
import type { Queue, QueueKey } from './queues.ts';
import type { SharedQueue } from './use-filters.ts';

/** What can be done to filters; what may not be done by this person is absent. */
export interface FilterActs {
  readonly onForget: (key: QueueKey) => void;
  readonly onShare: ((key: QueueKey) => void) | undefined;
  readonly onRename: (filter: SharedQueue) => void;
  readonly onWithdraw: (filter: SharedQueue) => void;
}

type Line = Pick<LineProps, 'count' | 'current' | 'onChoose'>;
export interface FilterLinesProps extends Line, FilterActs {
  readonly saved: readonly Queue[];
  readonly shared: readonly SharedQueue[];
  readonly nameOfPlace: (scope: string) => string;
  readonly wordsOf: (queue: Queue) => string;
}

/** The filters of the pane: one's own, and those that are shared, place by place. */
export function FilterLines(props: FilterLinesProps): JSX.Element {
  const { saved, shared, nameOfPlace, wordsOf, count, current, onChoose } = props;
  const { onForget, onShare, onRename, onWithdraw } = props;
  const line: Line = { count, current, onChoose };
  const places = [...new Set(shared.map(({ document }) => document.scope))].sort();
  return (
    <>
      {saved.length > 0 && (
        <>
          <h2>我存的筛选</h2>
          <ul>
            {saved.map((queue) => (
              <li key={queue.key} className="cases-saved">
                <QueueLine {...line} queue={queue} title={wordsOf(queue)} />
                {onShare === undefined ? (
                  <button
                    type="button"
                    className="cases-saved-delete"
                    aria-label={`删除存下的筛选 ${queue.label}`}
                    onClick={() => {
                      onForget(queue.key);
                    }}
                  >
                    <IconClose size={12} />
                  </button>
                ) : (
                  <More
                    label={queue.label}
                    items={[
                      {
                        key: 'share',
                        label: '和同事共用',
                        onPick: () => {
                          onShare(queue.key);
                        },
                      },
                      {
                        key: 'forget',
                        label: '删除',
                        onPick: () => {
                          onForget(queue.key);
                        },
                      },
                    ]}
                  />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {places.map((scope) => (
        <section key={scope} aria-label={`${nameOfPlace(scope)}共用`}>
          <h2>
            共用 <span className="ui-cut">{nameOfPlace(scope)}</span>
          </h2>
          <ul>
            {shared
              .filter(({ document }) => document.scope === scope)
              .map((queue) => (
                <li key={queue.key} className="cases-saved">
                  <SharedLine line={line} queue={queue} asks={wordsOf(queue)} />
                  {queue.mayChange && (
                    <More
                      label={queue.label}
                      items={[
                        {
                          key: 'rename',
                          label: '改名',
                          onPick: () => {
                            onRename(queue);
                          },
                        },
                        {
                          key: 'withdraw',
                          label: '不再共用',
                          onPick: () => {
                            onWithdraw(queue);
                          },
                        },
                      ]}
                    />
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function More({ label, items }: { readonly label: string } & Pick<Parameters<typeof Menu>[0], 'items'>): JSX.Element {
  return (
    <Menu
      label={`筛选“${label}”的更多`}
      button="⋯"
      buttonClassName="cases-saved-delete"
      items={items}
      align="right"
      opens="up"
    />
  );
}

/** Whose it is, what it asks, and on its author's terminal where it is by now. */
function SharedLine({
  line,
  queue,
  asks,
}: {
  readonly line: Line;
  readonly queue: SharedQueue;
  readonly asks: string;
}): JSX.Element {
  const { records } = useWorkstation();
  const { document } = queue;
  const delivery = useLive(useMemo(() => records.delivery(document._id), [records, document._id]));
  const mark =
    document.state === 'void'
      ? ({ shape: 'ring', tone: 'paused', words: '已不再共用' } as const)
      : delivery?.refused === true
        ? ({ shape: 'arrowBack', tone: 'bad', words: '被退回' } as const)
        : (delivery?.unsent ?? 0) > 0
          ? ({ shape: 'arrowUp', tone: 'primary', words: '待送' } as const)
          : undefined;
  const title = [mark?.words, sharerWords(document), asks].filter((one) => one !== undefined).join('\n');
  return (
    <QueueLine
      {...line}
      queue={queue}
      title={title}
      mark={
        mark && (
          <>
            <Shape name={mark.shape} tone={mark.tone} />
            <span className="ui-only-read">{mark.words}</span>
          </>
        )
      }
    />
  );
}
