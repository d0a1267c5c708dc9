import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import type { Outcome, Trouble } from '../data/api.ts';
import { useLive, useWorkstation } from '../data/hooks.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Shape } from '../ui/shape.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import type { Done } from './use-action.ts';
import { WHEREABOUTS_WORDS } from './whereabouts-words.ts';
import './records.css';

/** Undo instead of asking (UX §6): so long in place, afterwards from the history. */
export const UNDO_MS = 10_000;

export interface ActNoteProps {
  readonly done: Done | null;
  readonly trouble?: Trouble | null | undefined;
  /** The message has had its time, or was taken back. */
  readonly onGone: () => void;
  readonly onUndone?: (() => void) | undefined;
  /** How it is taken back, where not by its line in the history: whoever reads no history has acts too. Afterwards there is nothing to be said of it. */
  readonly undo?: (() => Promise<Outcome<unknown>>) | undefined;
}

/** What became of the last act, in place, with 撤回 for ten seconds. */
export function ActNote({ done, trouble = null, ...more }: ActNoteProps): JSX.Element | null {
  if (trouble !== null) return <TroubleNote trouble={trouble} />;
  if (done === null) return null;
  return <DoneNote key={done.batch} done={done} {...more} />;
}

/** What did not happen, what is safe, what to do: where only words have their place. */
export const troubleWords = (trouble: Trouble | null): string | undefined =>
  trouble === null ? undefined : `${trouble.what}${trouble.safe}${trouble.next}`;

/** What did not happen, what is safe, what to do. */
export function TroubleNote({ trouble }: { readonly trouble: Trouble }): JSX.Element {
  return (
    <p className="records-note records-note-bad" role="alert">
      <Shape name="diamond" tone="bad" />
      <span>
        {trouble.what}
        {trouble.safe}
        {trouble.next} <span className="ui-code records-quiet">{trouble.code}</span>
      </span>
    </p>
  );
}

/** What was said of an act must not outlive what it says. */
function DoneWords({ done: { batch, words, savedHere } }: { readonly done: Done }): JSX.Element {
  const { records } = useWorkstation();
  const now = WHEREABOUTS_WORDS[useLive(records.whereIs(batch)) ?? 'here'];
  if (savedHere === undefined) return <span>{words}</span>;
  return <span>{now === '' ? `${savedHere}。` : `${savedHere}，${now}`}</span>;
}

function DoneNote(props: Omit<ActNoteProps, 'done' | 'trouble'> & { readonly done: Done }): JSX.Element {
  const { done, onGone, onUndone, undo: undoOf } = props;
  const { records } = useWorkstation();
  const [mayUndo, setMayUndo] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => {
    const timer = setTimeout(() => {
      setMayUndo(false);
    }, UNDO_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const undo = async (): Promise<void> => {
    if (isBusy || !mayUndo) return;
    setBusy(true);
    const outcome = await (undoOf?.() ?? records.undo(done.batch));
    setBusy(false);
    if (!outcome.ok) {
      setTrouble(outcome.trouble);
      return;
    }
    onUndone?.();
    onGone();
  };
  useShortcuts([{ keys: 'U', label: '撤回', group: '办理', inStatusBar: true, run: () => void undo() }], {
    isOn: mayUndo,
  });
  if (trouble !== undefined) return <TroubleNote trouble={trouble} />;
  return (
    <p className="records-note" role="status">
      <Shape name="check" tone="ok" />
      <DoneWords done={done} />
      {mayUndo ? (
        <button type="button" className="ui-link" disabled={isBusy} onClick={() => void undo()}>
          撤回 <Kbd keys="U" />
        </button>
      ) : (
        undoOf === undefined && <span className="records-quiet">要撤回，在历史里还原。</span>
      )}
    </p>
  );
}
