import type { JSX } from 'react';
import { GRADE_NAMES } from '../../../shared/cases/dispatch/dispatch-rules.ts';
import type { Proposed } from '../../../shared/cases/dispatch/proposal-on.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText, type DepartmentEntry } from '../../../shared/domain/catalog.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';

/** What the rules in force say, and when it happens by itself. */
export function proposalWords(
  { proposal, automaticAt }: Proposed,
  nowMs: number,
  templateName: string | undefined,
): string {
  const by = `派遣规则第 ${String(proposal.version)} 版（${proposal.rule}）：${GRADE_NAMES[proposal.grade]}`;
  switch (proposal.grade) {
    case 'general': {
      const to = `${by}，派给${proposal.departmentName}。`;
      if (automaticAt === null) return to;
      const when = Date.parse(automaticAt) <= nowMs ? '马上' : `${momentWords(automaticAt, nowMs)} `;
      return `${to}${when}自动派遣，要另派就在这之前派，或先认领。`;
    }
    case 'template':
      return templateName === undefined
        ? `${by}，要联合派遣；规则里的模板现在没有，请自选部门。`
        : `${by}，按“${templateName}”联合派遣，派之前还能增减部门。`;
    case 'hard':
      return `${by}，要联合派遣${proposal.departmentName === null ? '' : `，${proposal.departmentName}主办`}。`;
  }
}

export interface DispatchGroundsProps {
  readonly document: CaseDocument;
  readonly proposed: Proposed | null;
  readonly nowMs: number;
}

/** Why this department: what the dispatch rules say of the case, and what the catalogue says of the category. */
export function DispatchGrounds({ document, proposed, nowMs }: DispatchGroundsProps): JSX.Element | null {
  const { catalogs } = useWorkstation();
  const notes = useLive(catalogs.notes) ?? [];
  const departments: readonly DepartmentEntry[] = useLive(catalogs.departments) ?? [];
  const templates = useLive(catalogs.templates) ?? [];
  if (document.state !== 'pendingDispatch') return null;
  const wanted = proposed?.proposal.grade === 'template' ? proposed.proposal.template : undefined;
  const template = templates.find((one) => one.key === wanted);
  const key = notes.find(
    (note) => categoryKeyText(note.category) === categoryKeyText(document.finding.category),
  )?.department;
  const department = departments.find((entry) => entry.key === key);
  if (department === undefined && proposed === null) return null;
  return (
    <section className="cases-section">
      <h3>派遣依据</h3>
      {proposed !== null && <p>{proposalWords(proposed, nowMs, template?.name)}</p>}
      {department !== undefined && (
        <p>
          目录里这一类由{department.name}主办。职责：{department.duties.join('、')}。
        </p>
      )}
    </section>
  );
}
