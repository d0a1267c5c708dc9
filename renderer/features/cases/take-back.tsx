import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { Act } from '../../../shared/cases/acts.ts';
import { actsFor } from '../../../shared/cases/legal-acts.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import type { NewPhoto } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { useNow } from '../../lib/use-now.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useActiveShortcuts, useShortcuts } from '../../ui/shortcuts.tsx';
import { ActDialog } from './act-dialog.tsx';
import { consequenceOf, doneWords, isAskedInDialog, nameOf, NOTHING_TYPED } from './act-input.ts';
import { forgetKept } from './kept-acts.ts';
import type { Acting } from './use-acting.ts';

/** What takes an act back: another one, in the log like it. What is not here is corrected by the next post, who sends it back. */
const TAKEN_BACK_BY: Readonly<Partial<Record<Act, Act>>> = {
  claim: 'release',
  sendToVerify: 'recallVerify',
  merge: 'unmerge',
  dispatch: 'withdraw',
  dispatchJointly: 'withdraw',
  assign: 'withdrawAssignment',
  requestExtension: 'cancelRequest',
  requestSuspension: 'cancelRequest',
  appeal: 'cancelRequest',
};

export interface TakeBackProps {
  readonly caseId: string;
  /** What was done last. */
  readonly act: Act;
  readonly acting: Acting;
}

/** 撤回, beside the message of the last act, for as long as nobody has gone on from there. */
export function TakeBack({ caseId, act, acting }: TakeBackProps): JSX.Element | null {
  const { cases } = useWorkstation();
  const document = useLive(useMemo(() => cases.one(caseId), [cases, caseId]));
  const back = TAKEN_BACK_BY[act];
  if (document === undefined || document === null || back === undefined) return null;
  return <Offered document={document} back={back} acting={acting} />;
}

interface OfferedProps {
  readonly document: CaseDocument;
  readonly back: Act;
  readonly acting: Acting;
}

function Offered({ document, back, acting }: OfferedProps): JSX.Element | null {
  const workstation = useWorkstation();
  const { user, clock, rulebooks } = workstation;
  const at = isoAt(useNow(clock.nowMs));
  const offer = useMemo(
    () => actsFor(user, document, at, rulebooks).offered.find((one) => one.act === back),
    [user, document, at, rulebooks, back],
  );
  const [isAsking, setAsking] = useState(false);
  const press = (): void => {
    if (offer === undefined || acting.busyAct !== undefined) return;
    if (isAskedInDialog(back)) setAsking(true);
    else perform({}, []);
  };
  const perform = (data: Readonly<Record<string, unknown>>, photos: readonly NewPhoto[]): void => {
    if (offer === undefined) return;
    const words = `${nameOf(document)} ${doneWords(back, offer.label, NOTHING_TYPED)}`;
    void acting.perform(document._id, offer, data, photos, words).then((isDone) => {
      if (isDone) forgetKept(workstation, document._id, back);
    });
  };
  // A case in hand that has this key for itself keeps it: its page comes before the application.
  const isKeyTaken = useActiveShortcuts().some(({ keys, layer }) => keys === 'U' && layer === 'page');
  useShortcuts([{ keys: 'U', label: '撤回刚才的一步', group: '办理', run: press }], {
    layer: 'app',
    isOn: offer !== undefined,
  });
  if (offer === undefined) return null;
  return (
    <>
      <button type="button" className="ui-link" onClick={press}>
        撤回{!isKeyTaken && <Kbd keys="U" />}
      </button>
      {isAsking && (
        <ActDialog
          offer={offer}
          document={document}
          consequence={consequenceOf(back, NOTHING_TYPED, document)}
          onClose={() => {
            setAsking(false);
          }}
          onConfirm={(data, photos) => {
            setAsking(false);
            perform(data, photos);
          }}
        />
      )}
    </>
  );
}
