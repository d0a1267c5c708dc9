import { useMemo } from 'react';
import type { JSX } from 'react';
import { keepsCatalogs } from '../../../shared/access/rights.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CatalogEditor } from './catalog-editor.tsx';
import './catalogs.css';
import { linesOf, type Line } from './next-version.ts';
import { kindName } from './tables.ts';

const NOTHING = [] as const;
const COLUMNS: readonly DataListColumn[] = [{ key: 'catalog', head: '目录', width: 'minmax(0, 1fr)' }];
const lineKey = ({ key }: Line): string => key;

function standing({ inForce, versions }: Line, today: string): string {
  const coming = versions.find(({ validFrom }) => validFrom > today);
  const now = inForce === undefined ? '还没有起用' : `第 ${String(inForce.version)} 版 · ${inForce.validFrom} 起`;
  return coming === undefined ? now : `${now} · ${coming.validFrom} 换第 ${String(coming.version)} 版`;
}

export interface CatalogsPageProps {
  /** Key of the table that is open. */
  readonly picked: string | undefined;
  readonly onPick: (key: string) => void;
  readonly onOpenCase: (id: string) => void;
}

/** 目录规则: the tables of a district, each with its versions; what is published takes effect on its day, nothing before is changed. */
export function CatalogsPage({ picked, onPick, onOpenCase }: CatalogsPageProps): JSX.Element {
  const { user, catalogs, areas, clock } = useWorkstation();
  const all = useLive(catalogs.all);
  const categories = useLive(catalogs.categories) ?? NOTHING;
  const departments = useLive(catalogs.departments) ?? NOTHING;
  const templates = useLive(catalogs.templates) ?? NOTHING;
  const areaList = useLive(areas) ?? NOTHING;
  const words = useMemo(() => areaWords(areaList), [areaList]);
  const today = shanghaiDay(useNow(clock.nowMs, 60_000));
  const lines = useMemo(() => linesOf(all ?? NOTHING, today), [all, today]);
  const known = useMemo(
    () => ({
      categories,
      departments: new Set(departments.map(({ key }) => key)),
      templates: new Set(templates.map(({ key }) => key)),
      areas: new Set(areaList.map(({ code }) => code)),
    }),
    [categories, departments, templates, areaList],
  );
  const names = useMemo(
    () =>
      new Map([
        ...categories.map(({ code, name }) => [code, name] as const),
        ...areaList.map(({ code }) => [code, words.fullNameOf(code)] as const),
        ...departments.map(({ key, name }) => [key, name] as const),
        ...templates.map(({ key, name }) => [key, name] as const),
      ]),
    [categories, areaList, words, departments, templates],
  );
  // Who does not keep the tables comes to try the rules that he dispatches by.
  const first = keepsCatalogs(user) ? lines[0] : (lines.find(({ kind }) => kind === 'dispatchRules') ?? lines[0]);
  const line = lines.find(({ key }) => key === picked) ?? first;
  useReady('catalogs', all !== undefined);

  return (
    <>
      <PageHead title="目录规则" note="改好发布成新版本，到生效日起用；旧版本都留着" />
      <PageBody columns="296px minmax(0, 1fr) 340px">
        <Panel title="目录" count={lines.length}>
          <DataList
            label="目录"
            unit="份"
            autoFocus
            rows={lines}
            rowId={lineKey}
            rowName={(one) => `${kindName(one.kind)}，${one.name}，${standing(one, today)}`}
            rowHeight={48}
            columns={COLUMNS}
            renderRow={(one) => (
              <DataCell title={one.name}>
                {one.name}
                <span className="ui-list-second">
                  {kindName(one.kind)} · {standing(one, today)}
                </span>
              </DataCell>
            )}
            currentId={line?.key}
            onCurrentChange={(key) => {
              if (key !== undefined) onPick(key);
            }}
            empty={<EmptyState title="这里还没有目录">目录取来后会列在这里。</EmptyState>}
          />
        </Panel>
        {line !== undefined && (
          <CatalogEditor
            key={line.key}
            line={line}
            known={known}
            names={names}
            templates={templates}
            today={today}
            placeName={words.scopeWords(line.scope)}
            onOpenCase={onOpenCase}
          />
        )}
      </PageBody>
    </>
  );
}
