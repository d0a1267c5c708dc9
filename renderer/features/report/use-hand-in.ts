import { useEffect, useRef, useState } from 'react';
import type { Post } from '../../../shared/domain/staff.ts';
import type { CaseRow, Trouble } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { NOT_SAVED, type DraftKeeper } from './draft-keeper.ts';
import { mergeInto } from './merge-into.ts';

export interface HandIn {
  readonly isSending: boolean;
  /** Why it was not taken; the draft stays as it is. */
  readonly trouble: Trouble | undefined;
  /** What became of it; `merged` says in words whether it went into another case. */
  readonly sent: { readonly caseId: string; readonly merged: string | undefined } | undefined;
  /** `into`: the open case that it is to be merged into once it is reported. */
  readonly handIn: (into: CaseRow | undefined) => void;
}

const NOT_HANDED_IN: Trouble = {
  code: 'E-REPORT',
  what: '这件没有交出去。',
  safe: '草稿在本机，没有丢。',
  next: '再按一次保存上报；还不行就重开页面，在工作台里接着填。',
};

/** Hands a draft in, once; where that does not work the hand is back where it was. */
export function useHandIn(keeper: DraftKeeper, post: Post): HandIn {
  const { cases } = useWorkstation();
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const [sent, setSent] = useState<HandIn['sent']>();
  const hand = useRef<Element>(null);
  useEffect(() => {
    if (!isSending && hand.current instanceof HTMLElement) hand.current.focus();
  }, [isSending]);

  const submit = async (into: CaseRow | undefined): Promise<void> => {
    const id = await keeper.flush();
    if (id === undefined) throw new Error('a complete report has a draft');
    const outcome = await cases.submitDraft(id, post);
    if (!outcome.ok) {
      setTrouble(outcome.trouble);
      return;
    }
    const { caseId } = outcome.value;
    setSent({ caseId, merged: into === undefined ? undefined : await mergeInto(cases, caseId, into, post) });
  };
  const handIn = (into: CaseRow | undefined): void => {
    if (isSending || sent !== undefined) return;
    hand.current = document.activeElement;
    setTrouble(undefined);
    setSending(true);
    submit(into)
      .catch((cause: unknown) => {
        console.error('The finding could not be handed over.', cause);
        if (keeper.get().trouble !== NOT_SAVED) setTrouble(NOT_HANDED_IN);
      })
      .finally(() => {
        setSending(false);
      });
  };
  return { isSending, trouble, sent, handIn };
}
