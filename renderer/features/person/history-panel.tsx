import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { fieldName, valueWords } from '../../records/field-names.ts';
import { HistoryList } from '../../records/history-list.tsx';
import type { Done } from '../../records/use-action.ts';
import { Panel } from '../../ui/panel.tsx';
import { tagWords } from './tag-words.ts';

export interface HistoryPanelProps {
  readonly subject: string;
  readonly onDone: (done: Done) => void;
}

/** 字段历史 of a person. */
export function PersonHistory({ subject, onDone }: HistoryPanelProps): JSX.Element {
  const { catalogs } = useWorkstation();
  const terms = useLive(catalogs.terms) ?? [];
  const tags = useLive(catalogs.tags) ?? [];
  return (
    <HistoryList
      subject={subject}
      fieldName={(path) => fieldName('person', path)}
      valueWords={(path, value) => tagWords(path, value, tags) ?? valueWords('person', path, value, terms)}
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
