import { useState } from 'react';
import type { JSX } from 'react';
import { mayWriteType } from '../../../shared/access/rights.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { Condition } from '../../../shared/stock/query.ts';
import type { StockRow } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { ActNote } from '../../records/act-note.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { AddTagDialog } from './add-tag-dialog.tsx';
import { auditWords } from './conditions.ts';
import type { ListKind } from './list-kinds.ts';
import { mayBeVisited, SendVisitsDialog } from './send-visits-dialog.tsx';
import type { StockWords } from './stock-words.ts';
import type { Selection } from '../../records/use-selection.ts';

export interface SelectionFootProps {
  readonly list: ListKind;
  readonly words: StockWords;
  readonly where: readonly Condition[];
  readonly text: string;
  readonly total: number | undefined;
  readonly selection: Selection;
  readonly scopeWords: string;
  /** Where the hand is. Its risks are said in full here: the keyboard has no hover. */
  readonly current: StockRow | undefined;
}

const mayVisitIn = (list: ListKind, user: User): boolean =>
  mayBeVisited(list) && mayWriteType(user, 'task') && mayWriteType(user, 'target');
const mayTagIn = (list: ListKind, user: User): boolean => list.kind === 'person' && mayWriteType(user, 'person');

/** Whether there is any act on a selection of this list for this person. */
export const mayActOn = (list: ListKind, user: User): boolean => mayVisitIn(list, user) || mayTagIn(list, user);

/** What the list counts, and what may be done with what is selected. */
export function SelectionFoot(props: SelectionFootProps): JSX.Element {
  const { list, words, where, text, total, selection, scopeWords, current } = props;
  const { user } = useWorkstation();
  const { done, setDone, clear } = useAction();
  const [dialog, setDialog] = useState<'visits' | 'tag'>();
  const chosen = selection.ids.size;
  const risks = current?.kind === 'room' || current?.kind === 'enterprise' ? current.riskWords : '';
  const mayVisit = mayVisitIn(list, user);
  const mayTag = mayTagIn(list, user);
  const offers = [...(mayVisit ? ['派走访、检查'] : []), ...(mayTag ? ['加标签'] : [])];
  const ends = {
    onDone: (next: Done, done: ReadonlySet<string>) => {
      setDone(next);
      // What could not be done, or not at once, is there for the next time.
      selection.set(new Set([...selection.ids].filter((id) => !done.has(id))));
    },
    onClose: () => {
      setDialog(undefined);
    },
  };
  return (
    <>
      <ActNote done={done} onGone={clear} />
      <div className="stock-foot">
        <p>
          {total !== undefined && `共 ${total.toLocaleString('zh-CN')} ${list.unit}，与清单一致；只含${scopeWords}`}
        </p>
        {risks !== '' && chosen === 0 && (
          <span className="stock-foot-current ui-cut" title={risks}>
            {risks}
          </span>
        )}
        {offers.length > 0 && (
          <div className="stock-foot-acts">
            <span role="status">已选 {chosen.toLocaleString('zh-CN')}</span>
            {chosen === 0 && <span>选中后可{offers.join('、')}</span>}
            {chosen > 0 && mayVisit && (
              <Button
                size="small"
                onClick={() => {
                  setDialog('visits');
                }}
              >
                派走访、检查
              </Button>
            )}
            {chosen > 0 && mayTag && (
              <Button
                size="small"
                onClick={() => {
                  setDialog('tag');
                }}
              >
                加标签
              </Button>
            )}
          </div>
        )}
      </div>
      {dialog === 'visits' && (
        <SendVisitsDialog
          {...ends}
          list={list}
          ids={selection.ids}
          drawnBy={auditWords(list, where, text, total ?? 0, words)}
        />
      )}
      {dialog === 'tag' && <AddTagDialog {...ends} list={list} ids={selection.ids} words={words} />}
    </>
  );
}
