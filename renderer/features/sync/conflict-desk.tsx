import type { JSX } from 'react';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { waitsForMe, type Dispute, type MergedEdit } from '../../data/records/api.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { ActNote } from '../../records/act-note.tsx';
import { fieldName } from '../../records/field-names.ts';
import { LostSteps } from '../../records/lost-steps.tsx';
import { useAction } from '../../records/use-action.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useInHand } from '../../ui/use-in-hand.ts';
import { DisputeDetail } from './dispute-detail.tsx';
import { disputeWords, isTold, mergedWords } from './dispute-words.ts';
import { useUpDown } from './use-up-down.ts';
import './conflict-desk.css';

export interface ConflictDeskProps {
  readonly nowMs: number;
  readonly onOpenSubject: (id: string, act?: string) => void;
}

const NOTHING = [] as const;
const nameFor =
  (subject: string) =>
  (path: string): string => {
    const type = typeOfId(subject);
    return fieldName(hasHistory(type) ? type : 'person', path);
  };

/** 冲突台: same field, two people. The centre's value is in force; which one is right, somebody who knows says here. */
export function ConflictDesk({ nowMs, onOpenSubject }: ConflictDeskProps): JSX.Element {
  const { records } = useWorkstation();
  const disputes = useLive(records.disputes);
  const merged = useLive(records.merged) ?? NOTHING;
  const action = useAction();
  const mine = (disputes ?? NOTHING).filter(waitsForMe);
  const others = (disputes ?? NOTHING).filter((one) => !waitsForMe(one));
  const all = [...mine, ...others];
  const hand = useInHand(all.map(({ id }) => id));
  const picked = all[hand.at];
  const step = (by: number): void => {
    hand.step(by);
    action.clear();
  };
  const group = '冲突台';
  useUpDown(group, all.length, step);
  useShortcuts(
    [
      {
        keys: 'N',
        label: '下一条',
        group,
        inStatusBar: true,
        run: () => {
          step(1);
        },
      },
    ],
    { isOn: all.length > 1 },
  );
  if (disputes === undefined) return <Skeleton label="正在看有没有冲突" rows={8} />;

  const line = (dispute: Dispute): JSX.Element => {
    const [what, who] = disputeWords(
      dispute,
      new Set((dispute.change.lost ?? []).filter(isTold).map(({ field }) => field)).size,
      nowMs,
    );
    return (
      <li key={dispute.id}>
        <button
          type="button"
          className="conflict-line"
          aria-current={dispute.id === picked?.id ? 'true' : undefined}
          onClick={() => {
            hand.take(dispute.id);
            action.clear();
          }}
        >
          <b>
            <Shape name="swap" tone="violet" size={13} /> {dispute.title}
          </b>
          <span>{what}</span>
          <span>{who}</span>
        </button>
      </li>
    );
  };
  return (
    <div className="conflict-desk">
      <aside className="conflict-list" aria-label="冲突台">
        <LostSteps nowMs={nowMs} onOpenCase={onOpenSubject} />
        <h2>等你看 {mine.length}</h2>
        {mine.length > 0 && <ul>{mine.map(line)}</ul>}
        {others.length > 0 && (
          <>
            <h2>范围内别人的 {others.length}</h2>
            <ul>{others.map(line)}</ul>
          </>
        )}
        <h2>已自动合并，不用管 {merged.length}</h2>
        <ul>
          {merged.map((edit: MergedEdit) => (
            <li key={edit.id} className="conflict-merged-line">
              <button
                type="button"
                className="conflict-line"
                onClick={() => {
                  onOpenSubject(edit.subject);
                }}
              >
                <b>
                  <Shape name="check" tone="ok" size={13} /> {edit.title}
                  <time dateTime={edit.change.at}>{momentWords(edit.change.at, nowMs)}</time>
                </b>
                <span>{mergedWords(edit, nameFor(edit.subject))}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className="conflict-rule">同一字段两人都改时，先用中心的值；另一个值永远留在历史里，在那里随时可以还原。</p>
      </aside>
      <div className="conflict-right">
        <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
        {picked === undefined ? (
          <EmptyState title="没有要定的冲突">
            两个人改了同一项，会放在这里让你看哪个对。改了不同的项，会自动都保留。
          </EmptyState>
        ) : (
          <DisputeDetail
            key={picked.id}
            dispute={picked}
            hasNext={mine.length > 1}
            {...{ action, nowMs, onOpenSubject }}
          />
        )}
      </div>
    </div>
  );
}
