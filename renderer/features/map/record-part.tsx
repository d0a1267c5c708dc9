import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { LICENCE_SOON_DAYS } from '../../../shared/rules/licence-ends-soon.ts';
import type { Rulebook } from '../../../shared/cases/rulebook.ts';
import { CONDITION_NAMES } from '../../../shared/domain/component.ts';
import { maskPhone } from '../../../shared/domain/identifiers/mask.ts';
import type { RowOf, StockKind } from '../../../shared/stock/rows.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { useStateWords } from '../../data/rules-now.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { DueMark } from './due-mark.tsx';
import { FactsList, type Fact } from './facts-list.tsx';
import { RISK_LOOKS } from './risk-looks.ts';

const OPERATION_WORDS: Readonly<Record<RowOf<'enterprise'>['operation'], string>> = {
  open: '在营',
  closed: '停业',
  moved: '已搬离',
  unknown: '未知',
};

const known = (facts: readonly (Fact | undefined)[]): readonly Fact[] =>
  facts.filter((fact) => fact !== undefined && fact[1] !== '' && fact[1] !== null) as readonly Fact[]; // the rest is filtered out

function factsOf(row: RowOf<StockKind>, today: string, stateWords: Rulebook['states']): readonly (Fact | undefined)[] {
  switch (row.kind) {
    case 'enterprise':
      return [
        ['地址', row.address],
        ['经营', OPERATION_WORDS[row.operation]],
        ['联系人', [row.contact, ...row.phones.slice(0, 1).map(maskPhone)].filter((part) => part !== '').join(' ')],
        row.risk === ''
          ? undefined
          : [
              '风险',
              <StateMark
                key="risk"
                kind={RISK_LOOKS[row.risk].kind}
                words={`${RISK_LOOKS[row.risk].words} ${row.riskWords}`}
              />,
            ],
        row.licenceUntil === ''
          ? undefined
          : [row.licence, <DueMark key="until" dueOn={row.licenceUntil} today={today} nearDays={LICENCE_SOON_DAYS} />],
        row.dueOn === '' ? undefined : ['下次检查', <DueMark key="due" dueOn={row.dueOn} today={today} />],
      ];
    case 'component':
      return [
        ['标识码', row.code],
        ['类别', row.category],
        ['状态', CONDITION_NAMES[row.condition]],
        ['养护', row.keeper],
        ['位置', row.address],
        row.dueOn === '' ? undefined : ['下次检查', <DueMark key="due" dueOn={row.dueOn} today={today} />],
      ];
    case 'target':
      return [
        ['任务', row.taskTitle],
        ['地址', row.address],
        row.dueOn === '' ? undefined : ['期限', <DueMark key="due" dueOn={row.dueOn} today={today} />],
      ];
    case 'ledgerEntry':
      return [
        ['地址', row.address],
        ['月份', row.month],
      ];
    case 'case':
      return [
        ['编号', row.number],
        ['阶段', stateWords[row.state]],
        ['位置', row.address],
      ];
    case 'person':
    case 'room':
      return [['地址', row.address]];
  }
}

/** A record that is no building: what a passer-by may be asked about, numbers covered. */
export function RecordPart({
  row,
  areas,
  today,
}: {
  readonly row: RowOf<StockKind>;
  readonly areas: AreaWords;
  readonly today: string;
}): JSX.Element {
  const stateWords = useStateWords();
  return (
    <FactsList
      facts={known([
        ...factsOf(row, today, stateWords),
        ['所在网格', areas.fullNameOf(row.scope)],
        ['核实日', row.verifiedOn],
      ])}
    />
  );
}

const MOST_LINES = 100;

/** Records that lie on one another: their names, each opens. */
export function RecordLines({
  kind,
  ids,
  onPick,
}: {
  readonly kind: StockKind;
  readonly ids: readonly string[];
  readonly onPick: (id: string) => void;
}): JSX.Element {
  const { stock } = useWorkstation();
  const [read, setRead] = useState<{ readonly of: readonly string[]; readonly rows: readonly RowOf<StockKind>[] }>();
  useEffect(() => {
    let isHere = true;
    void stock.rows(kind, ids.slice(0, MOST_LINES)).then((rows) => {
      if (isHere) setRead({ of: ids, rows });
    });
    return () => {
      isHere = false;
    };
  }, [stock, kind, ids]);
  const rows = read?.of === ids ? read.rows : [];
  return (
    <section>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="map-page-line-button"
              onClick={() => {
                onPick(row.id);
              }}
            >
              <span>
                <b>{row.name}</b>
                {'address' in row && <span className="ui-cut">{row.address}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {ids.length > MOST_LINES && <p className="map-page-quiet">还有 {ids.length - MOST_LINES} 个，在列表里看。</p>}
    </section>
  );
}
