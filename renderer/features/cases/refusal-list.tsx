import type { JSX } from 'react';
import type { Refusal } from './batch.ts';

/** Names that stand there without being asked for; of more the rest is counted. */
const FIRST = 4;

/** Why some cannot be done, and which: `3 件：已有处置部门　1128-00063 …`. */
export function RefusalList({ refusals }: { readonly refusals: readonly Refusal[] }): JSX.Element | null {
  if (refusals.length === 0) return null;
  return (
    <ul className="cases-refusals">
      {refusals.map(({ why, cases }) => (
        <li key={why}>
          <b>{cases.length} 件</b>：{why}
          <span className="cases-quiet" title={cases.map(({ name }) => name).join('\n')}>
            {cases
              .slice(0, FIRST)
              .map(({ name }) => name)
              .join('；')}
            {cases.length > FIRST && ` 等 ${String(cases.length)} 件`}
          </span>
        </li>
      ))}
    </ul>
  );
}
