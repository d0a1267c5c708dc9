import type { JSX } from 'react';
import { Panel } from '../../ui/panel.tsx';
import { Shape } from '../../ui/shape.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { OnAct } from './acts.ts';
import type { Fact } from './facts.ts';

export interface FactsPanelProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly aside?: string | undefined;
  readonly facts: readonly Fact[];
  /** For answering objections; `undefined` where this post is not the keeper. */
  readonly onAct: OnAct | undefined;
}

/** Values with their source and verification day under each; what is doubted says so under the value. */
export function FactsPanel({ title, note, aside, facts, onAct }: FactsPanelProps): JSX.Element {
  return (
    <Panel title={title} note={note} acts={aside !== undefined && <span className="person-quiet">{aside}</span>}>
      {facts.length === 0 ? (
        <p className="person-quiet person-padded">还没有登记。</p>
      ) : (
        <dl className="person-facts">
          {facts.map(({ path, label, value, isWide, source, isStale, objection }) => (
            <div key={path} className={isWide === true ? 'person-fact person-fact-wide' : 'person-fact'}>
              <dt>{label}</dt>
              <dd>{value}</dd>
              {source !== '' && (
                <dd className="person-source">
                  {isStale ? <StateMark kind="stale" words={source} /> : source}
                  {isStale && <span className="ui-only-read">，已过半年没有核实</span>}
                </dd>
              )}
              {objection !== undefined && (
                <dd className="person-source ui-tone-warn">
                  <Shape name="flag" tone="warn" /> 有异议：{objection.why}，待核
                  {onAct !== undefined && (
                    <button
                      type="button"
                      className="ui-link"
                      onClick={() => {
                        onAct({ kind: 'answer', objection: objection._id });
                      }}
                    >
                      答复
                    </button>
                  )}
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
