import type { JSX } from 'react';
import { SavedHere } from '../../records/saved-here.tsx';
import { Shape } from '../../ui/shape.tsx';
import { TakeBack } from './take-back.tsx';
import type { Acting, ActResult } from './use-acting.ts';

export interface ActMessageProps {
  readonly result: ActResult;
  readonly acting: Acting;
  /** Back to the case that was acted on, when another one is shown by now. */
  readonly onOpen?: (() => void) | undefined;
}

/** What became of the last act, in place, until the next one: what happened, what is safe, what to do. */
export function ActMessage({ result, acting, onOpen }: ActMessageProps): JSX.Element {
  if (result.kind === 'trouble') {
    const { what, safe, next, code } = result.trouble;
    return (
      <div className="cases-message cases-message-bad" role="alert">
        <Shape name="diamond" tone="bad" />
        <span>
          {what}
          {safe}
          {next}
          <span className="ui-code cases-quiet"> {code}</span>
        </span>
      </div>
    );
  }
  return (
    <div className="cases-message" role="status">
      <Shape name="check" tone="ok" />
      <span>
        {result.words}
        {result.isSavedHere && <SavedHere entryId={result.entryId} />}
      </span>
      <TakeBack key={result.entryId} caseId={result.caseId} act={result.act} acting={acting} />
      {onOpen !== undefined && (
        <button type="button" className="ui-link" onClick={onOpen}>
          看这件
        </button>
      )}
    </div>
  );
}
