import { useEffect, useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { ActionResult, AnyRecord } from '../../../shared/actions/change-set.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { ActDialog } from '../../records/act-dialog.tsx';
import { useAction, type Done } from '../../records/use-action.ts';
import { Select } from '../../ui/select.tsx';
import { addTagToAll, parted, previewWords, whyNoTag } from './batch.ts';
import type { ListKind } from './list-kinds.ts';
import type { StockWords } from './stock-words.ts';
import { useSelectedRows } from './use-selected-rows.ts';

export interface AddTagDialogProps {
  /** `done`: of whom of the selection it was done. */
  readonly onDone: (message: Done, done: ReadonlySet<string>) => void;
  readonly onClose: () => void;
  readonly list: ListKind;
  readonly ids: ReadonlySet<string>;
  readonly words: StockWords;
}

/** 加标签 on several people: one act, one undo. */
export function AddTagDialog({ list, ids, words, onDone, onClose }: AddTagDialogProps): JSX.Element {
  const { user, records } = useWorkstation();
  const action = useAction();
  const { context } = action;
  const [code, setCode] = useState('');
  const rows = useSelectedRows(list, ids);
  const preview = useMemo(
    () =>
      rows === undefined
        ? undefined
        : parted(
            rows,
            whyNoTag(code === '' ? undefined : code, (scope) => user.posts.some((post) => isUnder(scope, post.scope))),
          ),
    [rows, code, user.posts],
  );
  const [read, setRead] = useState<{ readonly of: typeof preview; readonly people: readonly AnyRecord[] }>();
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  useEffect(() => {
    if (preview === undefined || code === '') return;
    let isWanted = true;
    records
      .many(
        'person',
        preview.able.map(({ id }) => id),
      )
      .then(
        (people) => {
          if (isWanted) setRead({ of: preview, people: people as unknown as readonly AnyRecord[] });
        },
        (cause: unknown) => {
          if (isWanted) setFailure({ cause });
        },
      );
    return () => {
      isWanted = false;
    };
  }, [records, preview, code]);
  if (failure !== undefined) throw failure.cause;

  const tag = words.tags.find((each) => each.code === code);
  const people = read?.of === preview ? read?.people : undefined;
  const result = useMemo(
    (): ActionResult | undefined =>
      tag === undefined || people === undefined ? undefined : addTagToAll(people, tag, context()),
    [tag, people, context],
  );
  return (
    <ActDialog
      onDone={(message) => {
        onDone(message, new Set(preview?.able.map(({ id }) => id)));
      }}
      onClose={onClose}
      title="加标签"
      actName="加标签"
      action={action}
      result={result}
      missing={code === '' ? '选一个标签。' : '正在读取选中的人。'}
    >
      <p role="status">{preview === undefined ? '正在读取选中的…' : previewWords(preview)}</p>
      <Select
        label="标签"
        value={code}
        options={words.tags.map((each) => ({ value: each.code, label: each.label }))}
        onChange={setCode}
      />
    </ActDialog>
  );
}
