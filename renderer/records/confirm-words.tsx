import type { JSX } from 'react';
import type { ActionResult } from '../../shared/actions/change-set.ts';
import './records.css';

/** What follows from an act, or why it is not possible: above the button, before the click. */
export function Consequences({ result }: { readonly result: ActionResult | undefined }): JSX.Element | null {
  if (result === undefined) return null;
  if (!result.ok) {
    return (
      <p className="records-refusal" role="status">
        {result.reason.why}
        {result.reason.fix}
      </p>
    );
  }
  return (
    <ul className="records-consequences" aria-label="办理后" role="status">
      {result.value.consequences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
