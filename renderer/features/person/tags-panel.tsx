import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { OnAct } from './acts.ts';
import { standingsOf } from './tag-standing.ts';

export interface TagsPanelProps {
  readonly person: PersonDocument;
  readonly today: string;
  /** `undefined`: this post may only read. */
  readonly onAct: OnAct | undefined;
}

/** Marks on a person, each with its grounds and its end. */
export function TagsPanel({ person, today, onAct }: TagsPanelProps): JSX.Element {
  const entries = useLive(useWorkstation().catalogs.tags) ?? [];
  const all = standingsOf(person.tags ?? [], entries, today);
  const stale = all.filter(({ isStale }) => isStale).length;
  return (
    <Panel
      title="标签"
      className="person-tags"
      note={
        all.length === 0
          ? undefined
          : `${String(all.length - stale)} 有效${stale > 0 ? ` · ${String(stale)} 待复核` : ''}`
      }
      acts={
        onAct !== undefined && (
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              onAct({ kind: 'addTag' });
            }}
          >
            添加
          </button>
        )
      }
    >
      {all.length === 0 ? (
        <p className="person-quiet">没有标签。</p>
      ) : (
        <ul>
          {all.map(({ tag, label, mark, words, isStale }) => (
            <li key={tag.code} className="person-tag">
              <div>
                <b>{label}</b>
                <StateMark kind={mark} words={words} />
              </div>
              <div>
                <span className="ui-cut">
                  来源：{tag.source}
                  {tag.reviewedBy !== undefined && ` · ${tag.reviewedBy}`}
                </span>
                {onAct !== undefined && isStale && (
                  <span className="person-tag-acts">
                    <button
                      type="button"
                      className="ui-link"
                      aria-label={`续期 ${label}`}
                      onClick={() => {
                        onAct({ kind: 'renewTag', code: tag.code });
                      }}
                    >
                      续期
                    </button>
                    <button
                      type="button"
                      className="ui-link"
                      aria-label={`移除 ${label}`}
                      onClick={() => {
                        onAct({ kind: 'endTag', code: tag.code });
                      }}
                    >
                      移除
                    </button>
                  </span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
