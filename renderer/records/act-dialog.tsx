import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { ActionResult } from '../../shared/actions/change-set.ts';
import { Select } from '../ui/select.tsx';
import { TroubleNote } from './act-note.tsx';
import { Consequences } from './confirm-words.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { Action, Done } from './use-action.ts';
import './records.css';

/** How every dialog of an act ends. */
export interface Ends {
  /** After a commit, before `onClose`. */
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

export interface ActDialogProps extends Ends {
  readonly title: string;
  readonly note?: ReactNode;
  /** A verb: 登记迁入 */
  readonly actName: string;
  readonly action: Action;
  /** What the act would give with what is filled in now; `undefined` while something is missing or still being read. */
  readonly result: ActionResult | undefined;
  /** What is missing, said when somebody submits too early. */
  readonly missing?: string | undefined;
  /** Takes over what is filled in but not added yet, before the act is done. Gives what hinders it, in words. */
  readonly takePending?: (() => string | undefined) | undefined;
  readonly isDanger?: boolean | undefined;
  readonly size?: 'small' | 'wide' | undefined;
  /** Without the choice of where the information comes from. */
  readonly withoutSource?: boolean | undefined;
  readonly children: ReactNode;
}

/**
 * One act: what it needs, where the information comes from, what follows, the button. A fast hand submits while the files are still being
 * read: the act is done once they are, unless something is touched meanwhile or it is one that should be read first.
 */
export function ActDialog(props: ActDialogProps): JSX.Element {
  const { title, note, actName, action, result, missing, children, onDone, onClose } = props;
  const [wasTried, setTried] = useState(false);
  const [hindrance, setHindrance] = useState<string>();
  const latest = useRef(result);
  const isAwaited = useRef(false);
  useLayoutEffect(() => {
    latest.current = result;
  });
  const submit = async (): Promise<void> => {
    setTried(true);
    // What was just taken over belongs to the act: it is done with the result of the next rendering.
    const why = flushSync(() => props.takePending?.());
    setHindrance(why);
    isAwaited.current = why === undefined && latest.current === undefined && props.isDanger !== true;
    if (why !== undefined || latest.current === undefined) return;
    const done = await action.run(latest.current);
    if (done === null) return;
    onDone(done);
    onClose();
  };
  const submitAwaited = useEffectEvent(() => {
    if (!isAwaited.current || result === undefined) return;
    isAwaited.current = false;
    // After this rendering: submitting renders what was taken over.
    queueMicrotask(() => void submit());
  });
  useEffect(() => {
    submitAwaited();
  }, [result]);
  // What was said or asked of the form as it stood does not outlast a change of it.
  const touched = (): void => {
    isAwaited.current = false;
    setHindrance(undefined);
  };
  return (
    <FormDialog
      title={title}
      note={note}
      size={props.size}
      actName={actName}
      isDanger={props.isDanger}
      isBusy={action.isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
      onTouched={touched}
      says={
        <>
          {(hindrance !== undefined || (wasTried && result === undefined)) && (
            <p className="ui-field-error" role="alert">
              {hindrance ?? missing ?? '还有没填的，填好再办。'}
            </p>
          )}
          <Consequences result={result} />
          {action.trouble !== null && result?.ok !== false && <TroubleNote trouble={action.trouble} />}
        </>
      }
    >
      {children}
      {props.withoutSource !== true && <SourceField action={action} />}
    </FormDialog>
  );
}

/** Where what is written comes from, strongest first. */
export function SourceField({ action }: { readonly action: Action }): JSX.Element {
  const { source, sources, setSource } = action;
  const names = sources.toSorted((one, two) => two.strength - one.strength).map(({ name }) => name);
  const options = (names.includes(source) ? names : [source, ...names]).map((name) => ({ value: name, label: name }));
  return <Select label="来源" value={source} options={options} onChange={setSource} />;
}
