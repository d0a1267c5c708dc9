import type { JSX } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { CellChange, RowChange, VersionDiff } from './diff-versions.ts';

const MARKS: Readonly<Record<RowChange['kind'], readonly [sign: string, word: string]>> = {
  added: ['＋', '新增'],
  removed: ['－', '删去'],
  changed: ['～', '改动'],
};

const cells = (changes: readonly CellChange[]): JSX.Element => (
  <ul className="catalogs-cells">
    {changes.map(({ label, from, to }) => (
      <li key={label}>
        <span>{label}</span>
        <del>{from === '' ? '（空）' : from}</del>
        <ins>{to === '' ? '（空）' : to}</ins>
      </li>
    ))}
  </ul>
);

/** What one version says otherwise than another: rows added, removed, and changed field by field. */
export function DiffView({ diff, against }: { readonly diff: VersionDiff; readonly against: string }): JSX.Element {
  if (diff.isSame) {
    return <EmptyState title={`和${against}一样`}>在“内容”里改了哪一行，这里就列出哪一行，写明原来和现在。</EmptyState>;
  }
  return (
    <div className="catalogs-diff">
      <p className="catalogs-sum">
        和{against}比：新增 {diff.added} 行，删去 {diff.removed} 行，改动 {diff.changed} 行
        {diff.head.length > 0 && `，另有 ${String(diff.head.length)} 处说明`}。
      </p>
      {diff.head.length > 0 && cells(diff.head)}
      {diff.tables.map(({ table, rows, isReordered }) =>
        rows.length === 0 && !isReordered ? null : (
          <section key={table.field} aria-label={table.label}>
            <h3>{table.label}</h3>
            {isReordered && <p>行的先后变了。先列的先用。</p>}
            <ul className="catalogs-rows">
              {rows.map((row) => (
                <li key={`${row.kind} ${row.key}`} className={`catalogs-${row.kind}`}>
                  <b aria-hidden>{MARKS[row.kind][0]}</b>
                  <span className="catalogs-word">{MARKS[row.kind][1]}</span>
                  <span>{row.title}</span>
                  {row.kind === 'changed' && cells(row.cells)}
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  );
}
