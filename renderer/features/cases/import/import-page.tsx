import { useState, useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import type { Post } from '../../../../shared/domain/staff.ts';
import type { Trouble } from '../../../data/api.ts';
import { useLive, useWorkstation } from '../../../data/hooks.ts';
import { storeTrouble } from '../../../data/trouble.ts';
import { useReady } from '../../../lib/readiness.ts';
import { Button } from '../../../ui/button.tsx';
import { PageBody, PageHead } from '../../../ui/frame/page-head.tsx';
import { NoRightState } from '../../../ui/no-right-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Select } from '../../../ui/select.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useShortcuts } from '../../../ui/shortcuts.tsx';
import { FileChoice } from './file-choice.tsx';
import { saveLeft, saveTemplate } from './import-files.ts';
import { ImportPreview } from './import-preview.tsx';
import { ImportResult } from './import-result.tsx';
import { importRunnerOf } from './import-run.ts';
import { takesIn } from './may-import.ts';
import { openImportOf, type OpenImport } from './open-import.ts';
import { readFile } from './read-file.ts';
import { useImport } from './use-import.ts';
import './import.css';

export interface ImportPageProps {
  readonly onBack: () => void;
  readonly onOpenCase: (id: string) => void;
  readonly scope: string;
}

/** Nothing is said of the rows of a sheet that has just been opened. */
const UNTOUCHED: Pick<OpenImport, 'decisions' | 'amendments'> = { decisions: new Map(), amendments: new Map() };
const NOT_SAVED: Trouble = {
  code: 'import/not-saved',
  what: '文件没有存成。',
  safe: '收下的都在，没有丢。',
  next: '换个文件夹再存一次。',
};
const NOT_READ: Trouble = {
  code: 'import/not-read',
  what: '这个文件读不出来。',
  safe: '什么都没有收，文件没有动。',
  next: '用 Excel 或 WPS 打开，另存为 .xlsx 再选；还不行就把文件交给系统管理员。',
};

/** 来件导入: demands of 12345 and other channels out of a file, looked over first, taken in as one batch that can be taken back. */
export function ImportPage({ onBack, onOpenCase, scope }: ImportPageProps): JSX.Element {
  const { user } = useWorkstation();
  const post = user.posts.find(takesIn);
  if (post === undefined) return <NoRightState myScope={scope} askWhom="街道受理员或社区受理员" onBack={onBack} />;
  return <ImportDesk post={post} onBack={onBack} onOpenCase={onOpenCase} />;
}

function ImportDesk({
  post,
  onBack,
  onOpenCase,
}: Omit<ImportPageProps, 'scope'> & { readonly post: Post }): JSX.Element {
  const workstation = useWorkstation();
  const runner = importRunnerOf(workstation);
  const state = useSyncExternalStore(runner.subscribe, runner.get);
  const opened = openImportOf(workstation);
  const file = useLive(opened) ?? undefined;
  const [isReading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const work = useImport(file?.sheets[file.sheetAt], post, file?.amendments);
  const isOver = state.kind !== 'none';
  useReady('import', isOver || file === undefined || work.sorted !== undefined);
  useShortcuts([{ keys: 'Escape', label: '回到事件', group: '导入', run: onBack }]);

  const read = (chosen: File): void => {
    if (isReading) return;
    setReading(true);
    setTrouble(undefined);
    readFile(chosen)
      .then(
        (outcome) => {
          if (!outcome.ok) {
            setTrouble(outcome.trouble);
            return;
          }
          opened.set({ name: chosen.name, sheets: outcome.value, sheetAt: 0, ...UNTOUCHED });
        },
        (cause: unknown) => {
          console.error('The file could not be read.', cause);
          setTrouble(NOT_READ);
        },
      )
      .finally(() => {
        setReading(false);
      });
  };
  /** What fails is said, and everything stays as it is. */
  const told = async (work: Promise<unknown>, troubleOf: (cause: unknown) => Trouble): Promise<void> => {
    setTrouble(undefined);
    try {
      await work;
    } catch (cause) {
      console.error('Something of the import could not be written.', cause);
      setTrouble(troubleOf(cause));
    }
  };
  const save = (saving: Promise<unknown>): void => {
    void told(saving, () => NOT_SAVED);
  };
  const change = (part: Partial<OpenImport>): void => {
    const now = opened.get();
    if (now !== null) opened.set({ ...now, ...part });
  };
  const other = (): void => {
    opened.set(null);
  };

  const head = (
    <PageHead
      title="来件导入"
      note={!isOver && file !== undefined ? file.name : '12345、部门转办等，由 Excel 或 JSON 收进来'}
      acts={
        <>
          {!isOver && file !== undefined && file.sheets.length > 1 && (
            <Select
              label="工作表"
              labelHidden
              value={String(file.sheetAt)}
              options={file.sheets.map(({ name }, at) => ({ value: String(at), label: name }))}
              onChange={(at) => {
                change({ sheetAt: Number(at), ...UNTOUCHED });
              }}
            />
          )}
          <Button keyHint="Esc" onClick={onBack}>
            回到事件
          </Button>
        </>
      }
    />
  );
  const said = trouble !== undefined && (
    <p className="ui-field-error import-trouble" role="alert">
      {trouble.what}
      {trouble.safe}
      {trouble.next}
    </p>
  );
  if (isOver) {
    return (
      <>
        {head}
        {said}
        <ImportResult
          runner={runner}
          state={state}
          onWrite={(writing) => {
            void told(writing, storeTrouble);
          }}
          onSaveLeft={(kept, failed) => {
            save(saveLeft(kept, failed));
          }}
          onOpenCase={onOpenCase}
        />
      </>
    );
  }
  if (file === undefined) {
    return (
      <>
        {head}
        <PageBody>
          <FileChoice
            isReading={isReading}
            trouble={trouble}
            onFile={read}
            onTemplate={() => {
              save(saveTemplate());
            }}
          />
        </PageBody>
      </>
    );
  }
  return (
    <>
      {head}
      {said}
      {work.sorted === undefined ? (
        <PageBody>
          <Panel title="正在对照本机的事件">
            <Skeleton label="正在对照本机的事件" rows={8} />
          </Panel>
        </PageBody>
      ) : (
        <ImportPreview
          file={file.name}
          sorted={work.sorted}
          work={work}
          post={post}
          decisions={file.decisions}
          onDecisions={(decisions) => {
            change({ decisions });
          }}
          onAmend={(line, amendment) => {
            change({ amendments: new Map(file.amendments).set(line, { ...file.amendments.get(line), ...amendment }) });
          }}
          onStart={(kept) => told(runner.start(kept, other), storeTrouble)}
          onOther={other}
          onOpenCase={onOpenCase}
        />
      )}
    </>
  );
}
