import type { JSX } from 'react';
import { actOf } from '../../shared/cases/acts.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { nextActOf, postWaitedFor } from '../../shared/cases/whose-turn.ts';
import { Shape } from '../ui/shape.tsx';
import { isKept, lostStepTitle, lostStepWords } from './lost-step-words.ts';
import './records.css';

export interface LostStepsProps {
  readonly nowMs: number;
  readonly onOpenCase: (id: string, act?: string) => void;
}

/** My steps that a colleague was faster than: what happened, what can be done now, and 知道了. Not there when there is none. */
export function LostSteps({ nowMs, onOpenCase }: LostStepsProps): JSX.Element | null {
  const { cases, user } = useWorkstation();
  const steps = useLive(cases.lost) ?? [];
  if (steps.length === 0) return null;
  return (
    <section className="records-lost" aria-label={`没有生效的步骤 ${String(steps.length)}`}>
      <h2>没有生效的步骤 {steps.length}</h2>
      <ul>
        {steps.map((step) => {
          const isMine = !isKept(step) && postWaitedFor(user, step) !== undefined;
          const act = isMine ? nextActOf(step.state) : undefined;
          return (
            <li key={step.id}>
              <b>
                <Shape name="swap" tone="violet" size={13} /> {lostStepTitle(step)}
              </b>
              <p>{lostStepWords(step, nowMs)}</p>
              <p className="records-quiet">{step.address}</p>
              <button
                type="button"
                className="ui-link"
                onClick={() => {
                  onOpenCase(step.caseId, act);
                }}
              >
                {act === undefined ? '看这件' : `打开，${actOf(act).label}`}
              </button>{' '}
              <button
                type="button"
                className="ui-link"
                aria-label={`知道了：${lostStepTitle(step)}`}
                onClick={() => void cases.seenLost(step.id)}
              >
                知道了
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
