import { useCallback, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { mayWrite, triesRules } from '../../../shared/access/rights.ts';
import type { Template } from '../../../shared/cases/dispatch/templates.ts';
import type { Trouble } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { newUlid } from '../../lib/random.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DataCell, DataList } from '../../ui/data-list.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconPlus, IconRemove, IconSearch } from '../../ui/icons.tsx';
import { useAnnounce } from '../../ui/live-region.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CalendarImport } from './calendar-import.tsx';
import type { Column } from './columns.ts';
import { cellText, type CategoryNames } from './cell-text.ts';
import { checkCatalog, type Known } from './check-catalog.ts';
import { diffVersions, titleOf } from './diff-versions.ts';
import { DryRunView } from './dry-run-view.tsx';
import { DiffView } from './diff-view.tsx';
import { nextVersion, type Line } from './next-version.ts';
import { previewWords } from './preview-words.ts';
import { RowForm } from './row-form.tsx';
import { contentOf, ITSELF, rowsOf, type Row } from './rows.ts';
import { kindName, tablesOf } from './tables.ts';
import { useEditing } from './use-editing.ts';

type Tab = 'rows' | 'diff' | 'try' | 'versions';
interface Shown {
  readonly at: number;
  readonly row: Row;
}
const MOST_COLUMNS = 5;
const WIDTHS: Readonly<Partial<Record<Column['kind'], string>>> = {
  number: '96px',
  yesNo: '96px',
  time: '104px',
  category: 'minmax(112px, 1.4fr)',
  area: 'minmax(80px, 0.8fr)',
};
const shownId = ({ at }: Shown): string => String(at);
const versionWords = (version: number): string => `第 ${String(version)} 版`;

export interface CatalogEditorProps {
  readonly line: Line;
  readonly known: Known;
  readonly names: CategoryNames;
  readonly templates: readonly Template[];
  readonly today: string;
  readonly placeName: string;
  readonly onOpenCase: (id: string) => void;
}

/** One table: its rows and the row in hand, what differs from another version, and what publishing would do. */
export function CatalogEditor(props: CatalogEditorProps): JSX.Element {
  const { line, known, names: inForce, templates, today, placeName, onOpenCase } = props;
  const { user, clock, terminal, records } = useWorkstation();
  const editing = useEditing(line);
  const { content } = editing;
  const announce = useAnnounce();
  const [tab, setTab] = useState<Tab>('rows');
  const [tableField, setTableField] = useState<string>();
  const [currentId, setCurrentId] = useState<string | undefined>('0');
  const [filter, setFilter] = useState('');
  const [against, setAgainst] = useState<string>();
  const [validFrom, setValidFrom] = useState(today);
  const [showsAll, setShowsAll] = useState(false);
  const [asks, setAsks] = useState<'publish' | 'import'>();
  const [said, setSaid] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const form = useRef<HTMLDivElement>(null);

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
  const base = line.versions.find(({ _id }) => _id === against) ?? line.versions[0];
  const diff = useMemo(
    () => diffVersions(line.kind, base === undefined ? {} : contentOf(base), content, names),
    [line.kind, base, content, names],
  );
  const placed = { _id: line.key, type: 'catalog', scope: line.scope };
  const mayPublish = mayWrite(user, null, placed) === 'allowed';
  // Who dispatches tries changes on the cases he sees; what holds is what an administrator publishes.
  const mayTry = line.kind === 'dispatchRules' && triesRules(user);
  const isReadOnly = !mayPublish && !mayTry;
  const rows = table === undefined ? [] : rowsOf(content, table.field);
  const columns = (table?.columns ?? []).filter(({ inList }) => inList === true).slice(0, MOST_COLUMNS);
  const wanted = filter.trim();
  const shown = rows
    .map((row, at): Shown => ({ at, row }))
    .filter(({ row }) => wanted === '' || columns.some((column) => cellText(column, row, names).includes(wanted)));
  const current = shown.find((one) => shownId(one) === currentId) ?? shown[0];
  const faultsOf = (at: number) => faults.filter((fault) => fault.table === table?.field && fault.row === at);

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
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus());
  };
  const drop = (): void => {
    if (table === undefined || current === undefined || isReadOnly) return;
    editing.setRows(
      table.field,
      rows.filter((_, at) => at !== current.at),
    );
    setSaid(`已删去“${titleOf(table, current.row, names)}”，发布前还能放弃修改找回。`);
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
    setSaid(undefined);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], input')?.focus());
  };
  const publish = (): void => {
    const nowMs = clock.nowMs();
    const next = nextVersion({
      line,
      content,
      validFrom,
      today,
      nowIso: new Date(nowMs).toISOString(),
      id: `catalog:${newUlid(nowMs)}`,
      by: user.id,
      device: terminal,
    });
    setAsks(undefined);
    if (!next.ok) {
      setTrouble({ code: 'E-CATALOG', what: next.reason, safe: '改动都在。', next: '' });
      return;
    }
    void records.commit(next.value).then((outcome) => {
      setTrouble(outcome.ok ? undefined : outcome.trouble);
      if (!outcome.ok) return;
      editing.dropAll();
      setShowsAll(false);
      const words = `已${next.value.title}，${validFrom} 起用。已存本机，联网后自动送达。`;
      setSaid(words);
      announce(words);
    });
  };
  useShortcuts([
    ...(mayPublish ? [{ keys: 'Ctrl+Enter', label: '发布', group: '目录规则', inStatusBar: true, run: ask }] : []),
    ...(isReadOnly ? [] : [{ keys: 'Alt+N', label: '加一行', group: '目录规则', inStatusBar: true, run: add }]),
  ]);

  const list = (
    <>
      <div className="catalogs-tools">
        {tables.length > 1 && (
          <RadioGroup
            label="哪张表"
            look="segmented"
            value={table?.field}
            options={tables.map(({ field, label }) => ({ value: field, label }))}
            onChange={(field) => {
              setTableField(field);
              setCurrentId('0');
            }}
          />
        )}
        <TextField
          className="catalogs-find"
          label="在这张表里找"
          labelHidden
          icon={<IconSearch />}
          placeholder="在这张表里找"
          value={filter}
          onChange={setFilter}
        />
        {!isReadOnly && table?.field !== ITSELF && (
          <>
            <Button icon={<IconPlus />} keyHint="Alt N" onClick={add}>
              加一行
            </Button>
            <Button icon={<IconRemove />} disabled={current === undefined} onClick={drop}>
              删这一行
            </Button>
            {line.kind === 'calendar' && (
              <Button
                onClick={() => {
                  setAsks('import');
                }}
              >
                导入节假日表
              </Button>
            )}
          </>
        )}
      </div>
      {table !== undefined && (
        <DataList
          label={table.label}
          unit="行"
          hasHead
          rows={shown}
          rowId={shownId}
          rowName={({ at, row }) =>
            `${titleOf(table, row, names)}${faultsOf(at).length > 0 ? `，有 ${String(faultsOf(at).length)} 处要改` : ''}`
          }
          columns={columns.map((column) => ({
            key: column.path,
            head: column.label,
            width: WIDTHS[column.kind] ?? 'minmax(96px, 1fr)',
            isNumber: column.kind === 'number',
          }))}
          renderRow={({ at, row }) =>
            columns.map((column, nth) => (
              <DataCell
                key={column.path}
                isNumber={column.kind === 'number'}
                title={cellText(column, row, names)}
                className={faultsOf(at).some((fault) => fault.column === column.path) ? 'ui-tone-bad' : undefined}
              >
                {nth === 0 && faultsOf(at).length > 0 && <b className="ui-tone-bad">◆ </b>}
                {cellText(column, row, names)}
              </DataCell>
            ))
          }
          currentId={current === undefined ? undefined : shownId(current)}
          onCurrentChange={setCurrentId}
          onOpen={() => form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()}
          empty={
            wanted === '' ? (
              <EmptyState title="这张表还没有行">按“加一行”写第一行。</EmptyState>
            ) : (
              <EmptyState kind="filtered" title="没有一行符合">
                共 {rows.length} 行，没有一行写着“{wanted}”。
              </EmptyState>
            )
          }
        />
      )}
    </>
  );

  return (
    <>
      <Panel
        title={line.name}
        note={`${kindName(line.kind)} · ${placeName}${editing.isKept ? ' · 草稿已存本机' : ''}`}
        className="catalogs-object"
        foot={
          <div className="catalogs-bar">
            <p role="status">
              {trouble !== undefined ? (
                <span className="ui-tone-bad">
                  {trouble.what}
                  {trouble.safe}
                  {trouble.next}
                </span>
              ) : isReadOnly ? (
                '这份目录不归你管，只能看。要改请联系上一级系统管理员。'
              ) : !mayPublish ? (
                '可以在本机试改、试算；定了请系统管理员照着改好发布。'
              ) : (
                (said ??
                (editing.isChanged
                  ? `新增 ${String(diff.added)} 行，删去 ${String(diff.removed)} 行，改动 ${String(diff.changed)} 行${
                      faults.length > 0 ? `；有 ${String(faults.length)} 处要改好才能发布` : ''
                    }`
                  : '还没有改动。'))
              )}
            </p>
            {mayTry && !mayPublish && (
              <Button
                disabled={!editing.isChanged}
                onClick={() => {
                  editing.dropAll();
                  setSaid('已放弃试改，和最新一版一样。');
                }}
              >
                放弃试改
              </Button>
            )}
            {mayPublish && (
              <>
                <TextField
                  label="生效日"
                  type="date"
                  min={today}
                  value={validFrom}
                  onChange={setValidFrom}
                  className="catalogs-day"
                />
                <Button
                  disabled={!editing.isChanged}
                  onClick={() => {
                    editing.dropAll();
                    setSaid('已放弃这次修改，和最新一版一样。');
                    setShowsAll(false);
                  }}
                >
                  放弃修改
                </Button>
                <Button kind="primary" keyHint="Ctrl Enter" disabled={!editing.isChanged} onClick={ask}>
                  发布新版本
                </Button>
              </>
            )}
          </div>
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
          {tab === 'rows' && list}
          {tab === 'diff' && (
            <div className="catalogs-pad">
              <Select
                label="和哪一版比"
                value={base?._id ?? ''}
                options={line.versions.map(({ _id, version, validFrom: from }) => ({
                  value: _id,
                  label: `${versionWords(version)}（${from} 起）`,
                }))}
                onChange={setAgainst}
              />
              {previewWords(line.kind, content, known).map((words) => (
                <p key={words} className="catalogs-preview">
                  {words}
                </p>
              ))}
              <DiffView diff={diff} against={base === undefined ? '空表' : versionWords(base.version)} />
            </div>
          )}
          {tab === 'try' &&
            (triesRules(user) ? (
              <DryRunView content={content} names={names} partsOf={partsOf} today={today} onOpenCase={onOpenCase} />
            ) : (
              <EmptyState title="试算要看得到事件">
                系统管理员看不到事件。把改好的规则发布成以后生效的版本，派遣员或督查打开这一页就能拿上月的事件试算，不合适再发一版。
              </EmptyState>
            ))}
          {tab === 'versions' && (
            <ol className="catalogs-pad catalogs-versions">
              {line.versions.map(({ _id, version, validFrom: from, provenance }) => (
                <li key={_id}>
                  <b>{versionWords(version)}</b> {from} 起
                  {_id === line.inForce?._id ? '，在用' : from > today ? '，还没到日子' : '，已被后来的替下'} ·{' '}
                  {provenance.createdAt.slice(0, 10)} 发布
                </li>
              ))}
            </ol>
          )}
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
                setSaid(undefined);
                setTrouble(undefined);
                editing.setRow(table.field, current.at, row);
              }}
            />
          )}
        </div>
      </Panel>
      {asks === 'publish' && (
        <Dialog
          title={`发布 ${line.name} 新版本`}
          note={`${validFrom} 起用`}
          size="wide"
          onClose={() => {
            setAsks(undefined);
          }}
          acts={
            <>
              <Button kind="primary" data-autofocus onClick={publish}>
                发布
              </Button>
              <Button
                onClick={() => {
                  setAsks(undefined);
                }}
              >
                再改改
              </Button>
            </>
          }
        >
          <p>{validFrom} 起全区按新版本办；此前仍用现在的版本。旧版本都留着，已立案的事件按立案时的版本算。</p>
          <DiffView diff={diff} against={base === undefined ? '空表' : versionWords(base.version)} />
        </Dialog>
      )}
      {asks === 'import' && (
        <CalendarImport
          year={Number(content['year'])}
          onTake={(taken) => {
            editing.setRows('entries', taken);
            setAsks(undefined);
          }}
          onClose={() => {
            setAsks(undefined);
          }}
        />
      )}
    </>
  );
}
