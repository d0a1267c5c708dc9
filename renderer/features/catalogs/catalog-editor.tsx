import { useCallback, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { mayWrite, triesRules } from '../../../shared/access/rights.ts';
import type { Template } from '../../../shared/cases/dispatch/templates.ts';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CalendarImport } from './calendar-import.tsx';
import type { CategoryNames } from './cell-text.ts';
import { checkCatalog, type Known } from './check-catalog.ts';
import { diffVersions, titleOf, type VersionDiff } from './diff-versions.ts';
import { DryRunView } from './dry-run-view.tsx';
import { EditorBar, type Standing } from './editor-bar.tsx';
import type { Line } from './next-version.ts';
import { previewWords } from './preview-words.ts';
import { RowForm } from './row-form.tsx';
import { contentOf, ITSELF, rowsOf, withValue, type Content, type Row } from './rows.ts';
import { rowsShown, shownId, TableRows } from './table-rows.tsx';
import { kindName, tablesOf } from './tables.ts';
import { useEditing } from './use-editing.ts';
import { usePublishing } from './use-publishing.ts';
import { Compare, PublishDialog, Versions } from './version-tabs.tsx';

type Tab = 'rows' | 'diff' | 'try' | 'versions';

export interface CatalogEditorProps {
  readonly line: Line;
  readonly known: Known;
  readonly names: CategoryNames;
  readonly templates: readonly Template[];
  readonly today: string;
  readonly placeName: string;
  readonly onOpenCase: (id: string) => void;
}

const diffFrom = (
  version: CatalogDocument | undefined,
  ...[kind, content, names]: readonly [kind: string, content: Content, names: CategoryNames]
): VersionDiff => diffVersions(kind, version === undefined ? {} : contentOf(version), content, names);

/** One table: its rows and the row in hand, what differs from another version, and what publishing would do. */
export function CatalogEditor(props: CatalogEditorProps): JSX.Element {
  const { line, known, names: inForce, templates, today, placeName, onOpenCase } = props;
  const { user } = useWorkstation();
  const editing = useEditing(line);
  const { content } = editing;
  const [tab, setTab] = useState<Tab>('rows');
  const [tableField, setTableField] = useState<string>();
  const [currentId, setCurrentId] = useState<string | undefined>('0');
  const [filter, setFilter] = useState('');
  const [against, setAgainst] = useState<string>();
  const [showsAll, setShowsAll] = useState(false);
  const [asks, setAsks] = useState<'publish' | 'import'>();
  const form = useRef<HTMLDivElement>(null);
  const publishing = usePublishing(line, editing, today, () => {
    setShowsAll(false);
  });
  const { say } = publishing;

  // A template that is only being written has its name already.
  const names = useMemo(
    () =>
      line.kind === 'templates'
        ? new Map([
            ...inForce,
            ...rowsOf(content, 'entries').map((row) => [String(row['key']), String(row['name'])] as const),
          ])
        : inForce,
    [line.kind, inForce, content],
  );
  const partsOf = useCallback(
    (key: string) => templates.find((one) => one.key === key)?.parts.map((part) => part.key),
    [templates],
  );
  const tables = tablesOf(line.kind, content);
  const table = tables.find(({ field }) => field === tableField) ?? tables[0];
  const faults = useMemo(() => checkCatalog(line.kind, content, known), [line.kind, content, known]);
  const [newest] = line.versions;
  const base = line.versions.find(({ _id }) => _id === against) ?? newest;
  const diff = useMemo(() => diffFrom(newest, line.kind, content, names), [newest, line.kind, content, names]);
  const compared = base === newest ? diff : diffFrom(base, line.kind, content, names);
  const mayPublish = mayWrite(user, null, { _id: line.key, type: 'catalog', scope: line.scope }) === 'allowed';
  // Who dispatches tries changes on the cases he sees; what holds is what an administrator publishes.
  const mayTry = line.kind === 'dispatchRules' && triesRules(user);
  const standing: Standing = mayPublish ? 'publishes' : mayTry ? 'tries' : 'looks';
  const isReadOnly = standing === 'looks';
  const rows = table === undefined ? [] : rowsOf(content, table.field);
  const shown = table === undefined ? [] : rowsShown(table, rows, filter.trim(), names);
  const current = shown.find((one) => shownId(one) === currentId) ?? shown[0];
  const faultsOf = (at: number) => faults.filter((fault) => fault.table === table?.field && fault.row === at);
  const focusForm = (fields: string): void => {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(fields)?.focus());
  };

  const add = (): void => {
    if (table === undefined || table.field === ITSELF || isReadOnly) return;
    const local =
      line.kind === 'codeMap'
        ? { local: { ...(table.blank['local'] as Row), standard: content['localStandard'] } }
        : {};
    setFilter('');
    editing.setRows(table.field, [...rows, { ...table.blank, ...local }]);
    setCurrentId(String(rows.length));
    setTab('rows');
    focusForm('input, textarea, select');
  };
  const drop = (): void => {
    if (table === undefined || current === undefined || isReadOnly) return;
    const { field } = table;
    const { at, row } = current;
    editing.setRows(field, rows.toSpliced(at, 1));
    say({
      words: `已删去“${titleOf(table, row, names)}”。`,
      takeBack: () => {
        editing.putBack(field, at, row);
        setTableField(field);
        setCurrentId(String(at));
        say(undefined);
      },
    });
  };
  const ask = (): void => {
    if (!mayPublish || !editing.isChanged) return;
    const [first] = faults;
    if (first === undefined) {
      setAsks('publish');
      return;
    }
    setShowsAll(true);
    setTab('rows');
    setTableField(first.table);
    setFilter('');
    setCurrentId(String(first.row));
    say(undefined);
    focusForm('[aria-invalid="true"], input');
  };
  useShortcuts([
    ...(mayPublish ? [{ keys: 'Ctrl+Enter', label: '发布', group: '目录规则', inStatusBar: true, run: ask }] : []),
    ...(isReadOnly ? [] : [{ keys: 'Alt+N', label: '加一行', group: '目录规则', inStatusBar: true, run: add }]),
  ]);
  const closeDialog = (): void => {
    setAsks(undefined);
  };

  return (
    <>
      <Panel
        title={line.name}
        note={`${kindName(line.kind)} · ${placeName}${editing.isKept ? ' · 草稿已存本机' : ''}`}
        className="catalogs-object"
        foot={
          <EditorBar
            standing={standing}
            isChanged={editing.isChanged}
            diff={diff}
            faultCount={faults.length}
            said={publishing.said}
            trouble={publishing.trouble}
            validFrom={publishing.validFrom}
            today={today}
            onValidFrom={publishing.setValidFrom}
            onDropAll={() => {
              editing.dropAll();
              setShowsAll(false);
              say({ words: `已放弃${mayPublish ? '这次修改' : '试改'}，和最新一版一样。` });
            }}
            onPublish={ask}
          />
        }
      >
        {editing.isBehind && (
          <Banner kind="warn">你改的时候，别人发布了更新的一版。下面还是你的改动，发布前在“对比”里看清楚。</Banner>
        )}
        <Tabs
          label="目录"
          tabs={[
            { key: 'rows', label: '内容', count: rows.length },
            { key: 'diff', label: '对比和预览', count: diff.added + diff.removed + diff.changed },
            ...(line.kind === 'dispatchRules' ? [{ key: 'try' as const, label: '试算' }] : []),
            { key: 'versions', label: '版本', count: line.versions.length },
          ]}
          current={tab}
          onChange={setTab}
        >
          {tab === 'rows' && table !== undefined && (
            <TableRows
              tables={tables}
              table={table}
              shown={shown}
              rowCount={rows.length}
              currentId={current === undefined ? undefined : shownId(current)}
              names={names}
              filter={filter}
              isReadOnly={isReadOnly}
              faultsOf={faultsOf}
              onTable={(field) => {
                setTableField(field);
                setCurrentId('0');
              }}
              onFilter={setFilter}
              onCurrent={setCurrentId}
              onOpen={() => {
                focusForm('input, textarea, select');
              }}
              onAdd={add}
              onDrop={drop}
              onImport={
                line.kind === 'calendar'
                  ? () => {
                      setAsks('import');
                    }
                  : undefined
              }
            />
          )}
          {tab === 'diff' && (
            <Compare
              line={line}
              base={base}
              diff={compared}
              preview={previewWords(line.kind, content, known)}
              onBase={setAgainst}
            />
          )}
          {tab === 'try' &&
            (triesRules(user) ? (
              <DryRunView content={content} names={names} partsOf={partsOf} today={today} onOpenCase={onOpenCase} />
            ) : (
              <EmptyState title="试算要看得到事件">
                系统管理员看不到事件。把改好的规则发布成以后生效的版本，派遣员或督查打开这一页就能拿上月的事件试算，不合适再发一版。
              </EmptyState>
            ))}
          {tab === 'versions' && <Versions line={line} today={today} />}
        </Tabs>
      </Panel>
      <Panel title="这一行" padded>
        <div ref={form}>
          {table === undefined || current === undefined ? (
            <EmptyState title="没有选中的行">在左边选一行。</EmptyState>
          ) : (
            <RowForm
              key={`${line.key} ${table.field} ${shownId(current)}`}
              table={table}
              row={current.row}
              names={names}
              faults={faultsOf(current.at)}
              showsAll={showsAll}
              isReadOnly={isReadOnly}
              onChange={(row) => {
                say(undefined);
                editing.setRow(table.field, current.at, row);
              }}
            />
          )}
        </div>
      </Panel>
      {asks === 'publish' && (
        <PublishDialog
          line={line}
          base={newest}
          diff={diff}
          validFrom={publishing.validFrom}
          onPublish={() => {
            closeDialog();
            publishing.publish();
          }}
          onClose={closeDialog}
        />
      )}
      {asks === 'import' && (
        <CalendarImport
          year={Number(content['year'])}
          onTake={(taken) => {
            // With the year's notice taken in, its days are no longer provisional.
            editing.setRows(ITSELF, [{ ...withValue(content, 'provisional', undefined), entries: taken }]);
            closeDialog();
          }}
          onClose={closeDialog}
        />
      )}
    </>
  );
}
