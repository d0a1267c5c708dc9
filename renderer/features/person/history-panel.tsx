import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { fieldName, valueWords } from '../../records/field-names.ts';
import { HistoryList } from '../../records/history-list.tsx';
import type { Done } from '../../records/use-action.ts';
import { Panel } from '../../ui/panel.tsx';

export interface HistoryPanelProps {
  readonly subject: string;
  readonly onDone: (done: Done) => void;
}

/** 字段历史 of a person. */
export function PersonHistory({ subject, onDone }: HistoryPanelProps): JSX.Element {
  const terms = useLive(useWorkstation().catalogs.terms) ?? [];
  return (
    <HistoryList
      subject={subject}
      fieldName={(path) => fieldName('person', path)}
      valueWords={(path, value) => valueWords('person', path, value, terms)}
      onDone={onDone}
    />
  );
}

/** The same, beside the card where there is room. */
export function HistoryPanel(props: HistoryPanelProps): JSX.Element {
  return (
    <Panel title="字段历史" note="可逐项还原" className="person-history" padded>
      <PersonHistory {...props} />
    </Panel>
  );
}
