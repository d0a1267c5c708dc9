import { useMemo } from 'react';
import type { JSX } from 'react';
import { useCalendarAt, useLive, useWorkstation } from '../../data/hooks.ts';
import { proposalOn } from '../../../shared/cases/dispatch/proposal-on.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import { dueFieldsOf } from '../../../shared/cases/deadline/due-fields.ts';
import { deadlineLook } from '../../lib/deadline-words.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ActionBar } from './action-bar.tsx';
import type { Acting } from './use-acting.ts';

export interface CaseStripProps {
  readonly id: string;
  readonly acting: Acting;
  readonly onDone: () => void;
  readonly onOpen: (id: string) => void;
}

/** The selected case at the foot of the map: what it is, how long there is, and its acts. */
export function CaseStrip({ id, acting, onDone, onOpen }: CaseStripProps): JSX.Element | null {
  const workstation = useWorkstation();
  const document = useLive(useMemo(() => workstation.cases.one(id), [workstation, id]));
  const now = useNow(workstation.clock.nowMs, 60_000);
  const calendarAt = useCalendarAt();
  if (document === undefined || document === null) return null;
  const fold = foldLog(document.log, workstation.rulebooks);
  const { finding, state, suspendedUntil, scope } = document;
  const look = deadlineLook({ state, due: dueFieldsOf(document), suspendedUntil }, now, calendarAt(scope));
  const proposed = state === 'pendingDispatch' ? proposalOn(fold) : null;
  return (
    <div className="cases-strip">
      <p>
        <b>{finding.category.name}</b> {finding.urgent === true && <Chip tone="bad">急</Chip>}{' '}
        {look !== null && <StateMark kind={look.kind} words={look.words} />}
        <span className="ui-cut">{finding.place.address}</span>
        <Button
          size="small"
          keyHint="Enter"
          onClick={() => {
            onOpen(id);
          }}
        >
          打开
        </Button>
      </p>
      <ActionBar
        key={id}
        document={document}
        fold={fold}
        acting={acting}
        proposal={proposed?.proposal ?? null}
        onDone={onDone}
      />
    </div>
  );
}
