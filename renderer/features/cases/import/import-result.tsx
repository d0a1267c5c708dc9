import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { useWorkstation } from '../../../data/hooks.ts';
import { useStateWords } from '../../../data/rules-now.ts';
import { momentWords } from '../../../lib/shanghai-time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { DataCell, DataList, type DataListColumn } from '../../../ui/data-list.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { PageBody } from '../../../ui/frame/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Shape, type ShapeName, type Tone } from '../../../ui/shape.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import type { ImportRunner, ImportState, ItemLine, ItemState } from './import-run.ts';
import type { KeptImport, LeftRow } from './kept-import.ts';

export interface ImportResultProps {
  readonly runner: ImportRunner;
  readonly state: Exclude<ImportState, { readonly kind: 'none' }>;
  /** Where it fails, that is said. */
  readonly onWrite: (writing: Promise<void>) => void;
  readonly onSaveLeft: (kept: KeptImport, failed: readonly LeftRow[]) => void;
  readonly onOpenCase: (id: string) => void;
}

interface Shown {
  readonly line: number;
  readonly number: string;
  readonly name: string;
  readonly words: string;
  readonly shape: ShapeName;
  readonly tone: Tone;
  /** The case to open. */
  readonly caseId: string | undefined;
}

const LOOKS: Readonly<
  Record<ItemState['kind'], { readonly shape: ShapeName; readonly tone: Tone; readonly words: string }>
> = {
  in: { shape: 'check', tone: 'ok', words: '已收' },
  merged: { shape: 'swap', tone: 'violet', words: '已收，并到另一件' },
  already: { shape: 'ring', tone: 'plain', words: '同事已先收了，没有再收' },
  not: { shape: 'triangle', tone: 'warn', words: '没有收' },
  takenBack: { shape: 'arrowBack', tone: 'paused', words: '已撤销' },
  touched: { shape: 'flag', tone: 'warn', words: '有人接着办了，没有撤' },
};

function wordsOf(state: ItemState): string {
  switch (state.kind) {
    case 'not':
      return state.why;
    case 'in':
      return state.why ?? LOOKS.in.words;
    case 'touched':
      return `${state.by}，没有撤`;
    default:
      return LOOKS[state.kind].words;
  }
}

function shownOf({ item, state }: ItemLine): Shown {
  const look = LOOKS[state.kind];
  const words = wordsOf(state);
  const isAlone = state.kind === 'in' && state.why !== undefined;
  return {
    ...{ ...look, ...(isAlone ? LOOKS.not : {}), line: item.line, number: item.channelNumber, name: item.name, words },
    caseId: state.kind === 'not' ? undefined : item.caseId,
  };
}

const COLUMNS: readonly DataListColumn[] = [
  { key: 'line', head: '行', width: '60px', isNumber: true },
  { key: 'number', head: '编号', width: 'minmax(120px, 0.8fr)' },
  { key: 'name', head: '来件', width: 'minmax(200px, 1.6fr)' },
  { key: 'how', head: '结果', width: 'minmax(220px, 1.6fr)' },
];
const LEFT_COLUMNS = COLUMNS.filter(({ key }) => key !== 'number');
const shownId = (row: Shown): string => String(row.line);

type ResultTab = 'in' | 'rest';

const isIn = ({ state }: ItemLine): boolean => state.kind === 'in' || state.kind === 'merged';

/** What has become of a file: every row of it, and the way back as a whole. */
export function ImportResult({ runner, state, onWrite, onSaveLeft, onOpenCase }: ImportResultProps): JSX.Element {
  switch (state.kind) {
    case 'running':
      return (
        <div className="import-running" role="status">
          <p>
            正在{state.phase === 'taking' ? '收' : '撤销'}：{state.done} / {state.total}
          </p>
          <progress max={state.total} value={state.done} aria-hidden="true" />
          <p>离开这一页也会做完；断网也不要紧，先存本机。</p>
        </div>
      );
    case 'kept': {
      const isTaking = state.kept.phase === 'taking';
      return (
        <div className="import-running" role="alert">
          <Shape name="triangle" tone="warn" size={20} />
          <p>
            {state.why ?? ''}上次{isTaking ? '导入' : '撤销'}“{state.kept.file}”没有做完：{state.kept.items.length}{' '}
            件里还有 {state.left} 件没有{isTaking ? '收' : '撤'}。做了的都已记下，接着做不会重复。
          </p>
          <div className="import-choice-acts">
            <Button
              kind="primary"
              autoFocus
              onClick={() => {
                onWrite(runner.goOn());
              }}
            >
              接着{isTaking ? '收' : '撤'}
            </Button>
            <Button
              onClick={() => {
                onWrite(runner.leaveRest());
              }}
            >
              剩下的不{isTaking ? '收' : '撤'}了
            </Button>
          </div>
        </div>
      );
    }
    case 'through':
      return <Through {...{ runner, state, onWrite, onSaveLeft, onOpenCase }} />;
  }
}

interface ThroughProps extends Omit<ImportResultProps, 'state'> {
  readonly state: Extract<ImportState, { readonly kind: 'through' }>;
}

function Through({ runner, state, onWrite, onSaveLeft, onOpenCase }: ThroughProps): JSX.Element {
  const { kept, lines } = state;
  const { clock } = useWorkstation();
  const stateWords = useStateWords();
  const [tab, setTab] = useState<ResultTab>('in');
  const [currentId, setCurrentId] = useState<string>();
  const [asks, setAsks] = useState(false);
  const taken = lines.filter(isIn).length;
  const count = (kind: ItemState['kind']): number => lines.filter((line) => line.state.kind === kind).length;
  const [notIn, already, takenBack, touched] = [count('not'), count('already'), count('takenBack'), count('touched')];
  const rest = useMemo(
    (): readonly Shown[] =>
      kept.left.map(({ line, cells, why }) => ({
        ...{
          line,
          number: '',
          name: cells
            .filter((cell) => cell !== '')
            .join(' · ')
            .slice(0, 120),
          words: why,
        },
        ...{ shape: 'triangle', tone: 'warn', caseId: undefined },
      })),
    [kept],
  );
  // Those of which something is in are not sent back.
  const failed = lines.flatMap(({ item, state: each }) =>
    each.kind === 'not' && item.cells !== undefined ? [{ line: item.line, cells: item.cells, why: each.why }] : [],
  );
  const rows = tab === 'in' ? lines.map(shownOf) : rest;
  const isUndone = kept.phase === 'undone';
  const other = [
    ...(already > 0 ? [`同事已先收 ${String(already)} 件`] : []),
    ...(kept.again > 0 ? [`以前收过 ${String(kept.again)} 行`] : []),
    ...(kept.repeated > 0 ? [`文件里重复 ${String(kept.repeated)} 行`] : []),
    ...(kept.blank > 0 ? [`空行 ${String(kept.blank)}`] : []),
  ];
  return (
    <>
      <Banner kind={notIn > 0 || touched > 0 ? 'warn' : 'ok'}>
        <b>
          {isUndone
            ? `已撤销“${kept.file}”：作废 ${String(takenBack)} 件${touched > 0 ? `，${String(touched)} 件有人接着办了，没有动` : ''}。`
            : `已从“${kept.file}”收下 ${String(taken)} 件。`}
        </b>
        {notIn > 0 && `${String(notIn)} 件没有${isUndone ? '撤' : '收'}成。`}
        {kept.left.length > 0 && `要补或不收 ${String(kept.left.length)} 行，可以存成文件退回。`}
        {other.length > 0 && `${other.join('，')}。`}
        {momentWords(kept.at, clock.nowMs())}
      </Banner>
      <PageBody>
        <Panel
          title={
            <Tabs
              label="看哪些"
              current={tab}
              onChange={setTab}
              tabs={[
                { key: 'in', label: isUndone ? '这一批' : '收下的', count: lines.length },
                { key: 'rest', label: '没有收的', count: rest.length },
              ]}
            />
          }
          foot={
            <>
              <p>
                {tab === 'in' && 'Enter 打开一件。'}
                {tab === 'in' && !isUndone && taken > 0 && `收下的在“${stateWords.reported}”，按 Esc 回去办。`}
                {!isUndone && '撤销只作废还没有人接着办的，其余原样留着。'}
              </p>
              <span className="import-foot-acts">
                {rest.length + failed.length > 0 && (
                  <Button
                    onClick={() => {
                      onSaveLeft(kept, failed);
                    }}
                  >
                    没有收的存成文件
                  </Button>
                )}
                {!isUndone && taken > 0 && !asks && (
                  <Button
                    onClick={() => {
                      setAsks(true);
                    }}
                  >
                    撤销这次导入…
                  </Button>
                )}
                {asks && (
                  <>
                    <Button
                      kind="danger"
                      autoFocus
                      onClick={() => {
                        setAsks(false);
                        onWrite(runner.undo());
                      }}
                    >
                      作废这批没人动过的
                    </Button>
                    <Button
                      onClick={() => {
                        setAsks(false);
                      }}
                    >
                      不撤
                    </Button>
                  </>
                )}
                <Button
                  kind="primary"
                  onClick={() => {
                    onWrite(runner.dismiss());
                  }}
                >
                  知道了，导入别的
                </Button>
              </span>
            </>
          }
        >
          <DataList
            key={tab}
            label={tab === 'in' ? '这一批' : '没有收的'}
            unit="行"
            hasHead
            autoFocus
            rows={rows}
            rowId={shownId}
            rowName={(row) => `第 ${String(row.line)} 行，${row.name}，${row.words}`}
            renderRow={(row) => (
              <>
                <DataCell isNumber>{row.line}</DataCell>
                {tab === 'in' && (
                  <DataCell className="ui-code" title={row.number}>
                    {row.number}
                  </DataCell>
                )}
                <DataCell title={row.name}>{row.name}</DataCell>
                <DataCell title={row.words} className={`import-fate ui-tone-${row.tone}`}>
                  <Shape name={row.shape} tone={row.tone} /> {row.words}
                </DataCell>
              </>
            )}
            columns={tab === 'in' ? COLUMNS : LEFT_COLUMNS}
            currentId={currentId ?? rows[0]?.line.toString()}
            onCurrentChange={setCurrentId}
            onOpen={(row) => {
              if (row.caseId !== undefined) onOpenCase(row.caseId);
            }}
            empty={<EmptyState title={tab === 'in' ? '一件也没有收' : '每一行都收了'} />}
          />
        </Panel>
      </PageBody>
    </>
  );
}
