import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import type { AnyRecord } from '../../../shared/actions/change-set.ts';
import { fieldAt } from '../../../shared/actions/field-changes.ts';
import { isHeldAgainst } from '../../../shared/actions/sources.ts';
import type { TermEntry } from '../../../shared/domain/catalog.ts';
import { hasHistory, type HistoryType } from '../../../shared/domain/change.ts';
import { maskId } from '../../../shared/domain/identifiers/mask.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { Dispute, PastChange } from '../../data/records/api.ts';
import { disputedUnits, writerOf, type DisputedUnit } from '../../data/records/disputes.ts';
import { ageWords } from '../../lib/age.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { covered, fieldName, valueWords } from '../../records/field-names.ts';
import { settleValues } from '../../records/settle-values.ts';
import type { Action } from '../../records/use-action.ts';
import { useReferences } from '../../records/use-references.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { basisWords, isTold, shortMoment, stepWords } from './dispute-words.ts';

export type Side = 'standing' | 'lost';

export interface DisputeDetailProps {
  readonly dispute: Dispute;
  readonly action: Action;
  readonly nowMs: number;
  readonly onOpenSubject: (id: string) => void;
  /** Whether another one waits behind it. */
  readonly hasNext: boolean;
}

const typeOf = (id: string): HistoryType => {
  const type = typeOfId(id);
  return hasHistory(type) ? type : 'person';
};

/** One record on the desk: field by field what it was, what stands, what gave way, and what it comes to. */
export function DisputeDetail(props: DisputeDetailProps): JSX.Element {
  const { dispute } = props;
  const { records } = useWorkstation();
  const type = typeOf(dispute.subject);
  const record = useLive(useMemo(() => records.one(type, dispute.subject), [records, type, dispute.subject]));
  const history = useLive(useMemo(() => records.history(dispute.subject), [records, dispute.subject]));
  if (record === undefined || record === null || history === undefined) {
    return <Skeleton label="正在读取两边的值" rows={6} />;
  }
  // What lies under a type with history is a record.
  return <Decision {...props} record={record} history={history} />;
}

interface DecisionProps extends DisputeDetailProps {
  readonly record: AnyRecord;
  readonly history: readonly PastChange[];
}

function Decision(props: DecisionProps): JSX.Element {
  const { dispute, action, record, history, nowMs, onOpenSubject, hasNext } = props;
  const { change } = dispute;
  const workstation = useWorkstation();
  const { user, catalogs } = workstation;
  const terms = useLive(catalogs.terms) ?? [];
  const sources = useLive(catalogs.sources) ?? [];
  const [sides, setSides] = useState<ReadonlyMap<string, Side>>(new Map());
  const [current, setCurrent] = useState(0);
  const units = useMemo(() => disputedUnits(record, change), [record, change]);
  const merged = mergedFields(record, change, history);
  const reference = useReferences([
    ...units.flatMap(({ fields, standing }) => [...fields.flatMap(({ from, to }) => [from, to]), ...standing]),
    ...merged.flatMap(({ from, to }) => [from, to]),
  ]);
  const isMe = change.by.id === user.id;
  const whose = isMe ? '你' : change.by.name;
  const mayDecide = dispute.waitsFor !== 'nobody-here';
  const name = (field: string): string => fieldName(record.type, field);
  const words = (field: string, value: unknown): string =>
    reference(value) ?? valueWords(record.type, field, covered(field, value), terms);
  const wordsOf = (unit: DisputedUnit, valueAt: (nth: number) => unknown): string =>
    unit.fields.flatMap((one, nth) => (isTold(one) ? [words(one.field, valueAt(nth))] : [])).join(' · ') || '无';
  const labelOf = ({ key, fields }: DisputedUnit): string => name(fields.find(isTold)?.field ?? key);
  const sideOf = (unit: DisputedUnit): Side => (unit.isNotAlone ? 'standing' : (sides.get(unit.key) ?? 'standing'));

  /** 一数一源: what stands there is from a stronger source, and stays whatever is chosen. */
  const isHeld = (unit: DisputedUnit): boolean =>
    unit.fields.some(({ field }) => isHeldAgainst(record, field, change.source, sources));

  const choose = (at: number, side: Side): void => {
    const unit = units[at];
    if (unit === undefined || unit.isNotAlone || !mayDecide) return;
    setSides(new Map(sides).set(unit.key, side));
    setCurrent(Math.min(at + 1, units.length - 1));
  };
  const chooseAll = (side: Side): void => {
    setSides(new Map(units.map(({ key }) => [key, side])));
  };
  const confirm = async (): Promise<void> => {
    if (!mayDecide || action.isBusy) return;
    const taken = units.filter((unit) => sideOf(unit) === 'lost');
    const values = Object.assign({}, ...taken.map((unit) => unit.values)) as Readonly<Record<string, unknown>>;
    const fieldNames = Object.fromEntries(
      units.flatMap(({ fields }) => fields.map(({ field }) => [field, name(field)])),
    );
    const subjectName = dispute.title;
    const input = { change, values, fieldNames, subjectName };
    await action.run(await settleValues(workstation, record, input, action.context()));
  };
  useShortcuts([
    ...(mayDecide
      ? [
          {
            keys: '1',
            label: '用中心的',
            group: '冲突台',
            inStatusBar: true,
            run: () => {
              choose(current, 'standing');
            },
          },
          {
            keys: '2',
            label: isMe ? '用我的' : `用${whose}的`,
            group: '冲突台',
            inStatusBar: true,
            run: () => {
              choose(current, 'lost');
            },
          },
          { keys: 'Ctrl+Enter', label: '确定', group: '冲突台', inStatusBar: true, run: () => void confirm() },
        ]
      : []),
  ]);

  const total = units.length + merged.length;
  const since = units.some(({ isChangedSince }) => isChangedSince);
  return (
    <section className="conflict-detail" aria-label={`${dispute.title} 的冲突`}>
      <header className="conflict-head">
        <h2>{dispute.title}</h2>
        <span className="conflict-quiet">{factsOf(record, action.today, terms)}</span>
        <button
          type="button"
          className="ui-link"
          onClick={() => {
            onOpenSubject(dispute.subject);
          }}
        >
          打开这条
        </button>
        <span className="conflict-sum">
          {total} 项改动：自动合并 {merged.length}，要定 {units.length}
        </span>
      </header>
      <div className="conflict-body">
        {change.act === 'settle' && (
          <p className="conflict-note">
            {whose}在冲突台定过这一条；定下之前又有人改了，中心先用后改的值，{whose}定的值在这里再问一次。
          </p>
        )}
        {change.act !== 'settle' && since && <p className="conflict-note">合并以后中心的值又改过，下面是现在的。</p>}
        <table className="conflict-table">
          <thead>
            <tr>
              <th scope="col">字段</th>
              <th scope="col">原来</th>
              <th scope="col">
                中心现在的值 <Kbd keys="1" />
              </th>
              <th scope="col">
                {whose}的值 <Kbd keys="2" />
              </th>
              <th scope="col">最后用</th>
            </tr>
          </thead>
          <tbody>
            {units.map((unit, at) => {
              const theirs = writerOf(history, record, unit.fields.find(isTold)?.field ?? unit.key);
              const side = sideOf(unit);
              const isKept = side === 'lost' && isHeld(unit);
              const [standing, lost] = [
                wordsOf(unit, (nth) => unit.standing[nth]),
                wordsOf(unit, (nth) => unit.fields[nth]?.to),
              ];
              const option = (of: Side, value: string, basis: string): JSX.Element => (
                <label className="conflict-option" data-chosen={side === of ? 'true' : undefined}>
                  <input
                    type="radio"
                    name={`${dispute.id} ${unit.key}`}
                    checked={side === of}
                    disabled={!mayDecide || (of === 'lost' && unit.isNotAlone)}
                    onChange={() => {
                      choose(at, of);
                    }}
                    onFocus={() => {
                      setCurrent(at);
                    }}
                  />
                  <span>
                    <b>{value}</b>
                    <span className="conflict-quiet">{basis}</span>
                  </span>
                </label>
              );
              return (
                <tr key={unit.key} data-current={at === current ? 'true' : undefined}>
                  <th scope="row">
                    <span className="ui-tone-violet conflict-field conflict-marked">
                      <Shape name="swap" tone="violet" size={13} /> {labelOf(unit)}
                    </span>
                  </th>
                  <td className="conflict-quiet">{wordsOf(unit, (nth) => unit.fields[nth]?.from)}</td>
                  <td>
                    {option(
                      'standing',
                      standing,
                      theirs === undefined ? '写入的经过不在本机' : basisWords(theirs, nowMs),
                    )}
                  </td>
                  <td>
                    {option('lost', lost, basisWords(change, nowMs))}
                    {isKept && (
                      <p className="conflict-quiet">
                        中心的值来源更可靠，不会被{change.source}的值盖掉；{whose}的值记为数据异议，等人核实。
                      </p>
                    )}
                    {unit.isNotAlone && (
                      <p className="conflict-quiet">牵连住所、户和网格，不能单独换过来；要用它就打开这条重新办一次。</p>
                    )}
                  </td>
                  <td>
                    <b>{isKept ? '中心的值，另记异议' : side === 'standing' ? '中心的值' : `${whose}的值`}</b>
                    <span className="conflict-quiet">{side === 'standing' || isKept ? standing : lost}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
          {merged.length > 0 && (
            <tbody className="conflict-merged">
              <tr>
                <th scope="colgroup" colSpan={5}>
                  已自动合并的字段（不同的人改了不同的字段）
                </th>
              </tr>
              {merged.map(({ field, from, to, isTheirs }) => (
                <tr key={`${field} ${String(isTheirs)}`}>
                  <th scope="row">{name(field)}</th>
                  <td className="conflict-quiet">{words(field, from)}</td>
                  <td>{isTheirs ? words(field, to) : '—'}</td>
                  <td>{isTheirs ? '—' : words(field, to)}</td>
                  <td>
                    <span className="conflict-marked">
                      <Shape name="check" tone="ok" size={13} /> {isTheirs ? '中心' : `${whose}的`}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          )}
        </table>
        <h3>经过</h3>
        <ol className="conflict-steps" aria-label="经过">
          {othersIn(units, record, history, change.id).map((step) => (
            <li key={step.id}>
              <Shape name="ring" /> {stepWords(step, step.by.id === user.id)}
              <span className="conflict-quiet">
                {momentWords(step.at, nowMs)} · 终端 {step.device}
              </span>
            </li>
          ))}
          <li>
            <Shape name="ring" /> {stepWords(change, isMe)}
            <span className="conflict-quiet">
              {momentWords(change.at, nowMs)} · 终端 {change.device}
            </span>
          </li>
          <li>
            <Shape name="swap" tone="violet" /> {whose}的改动送达时合并：{merged.length} 项自动合并，{units.length}{' '}
            项等着定，先用中心的值
            <span className="conflict-quiet">
              {change.takenAt === undefined ? '还在路上' : shortMoment(change.takenAt, nowMs)}
            </span>
          </li>
        </ol>
      </div>
      <footer className="conflict-foot">
        {mayDecide ? (
          <>
            <Button
              kind="primary"
              keyHint="Ctrl Enter"
              {...(action.isBusy ? { busyText: '正在存…' } : {})}
              onClick={() => void confirm()}
            >
              {hasNext ? '确定，看下一条' : '确定'}
            </Button>
            <Button
              onClick={() => {
                chooseAll('standing');
              }}
            >
              都用中心的
            </Button>
            <Button
              onClick={() => {
                chooseAll('lost');
              }}
            >
              {isMe ? '都用我的' : `都用${whose}的`}
            </Button>
            <span className="conflict-quiet conflict-apart">确定后：没用的值连同姓名、时间留在字段历史</span>
          </>
        ) : (
          <span className="conflict-quiet">
            你的岗位只能看，不能定。由{change.by.name}或管这条资料的社区、网格来定。
          </span>
        )}
      </footer>
    </section>
  );
}

/** 女 · 67 岁 · 9991**********2806 */
function factsOf(record: AnyRecord, today: string, terms: readonly TermEntry[]): string {
  const text = (field: string): string | undefined => {
    const value = fieldAt(record, field);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (record.type !== 'person') return '';
  const [birth, id, sex] = [text('birth'), text('idNumber'), text('sex')];
  return [
    ...(sex === undefined ? [] : [valueWords('person', 'sex', sex, terms)]),
    ...(birth === undefined ? [] : [ageWords(birth, today)]),
    ...(id === undefined ? [] : [maskId(id)]),
  ].join(' · ');
}

interface MergedField {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly isTheirs: boolean;
}

/** Of one edit the fields that nobody else touched, and those that only others did. */
function mergedFields(
  record: AnyRecord,
  change: Dispute['change'],
  history: readonly PastChange[],
): readonly MergedField[] {
  const own = change.fields.filter(isTold).map(({ field, from, to }) => ({ field, from, to, isTheirs: false }));
  const theirs = (change.beside ?? [])
    .filter((field) => isTold({ field }))
    .map((field) => {
      const wrote = history
        .filter(({ id }) => id !== change.id)
        .flatMap(({ fields }) => fields)
        .find((one) => one.field === field);
      return { field, from: wrote?.from, to: fieldAt(record, field), isTheirs: true };
    });
  return [...theirs, ...own];
}

/** Who wrote the values in force, each edit once, oldest first. */
function othersIn(
  units: readonly DisputedUnit[],
  record: AnyRecord,
  history: readonly PastChange[],
  own: string,
): readonly PastChange[] {
  const writers = units.flatMap(({ fields }) => fields.flatMap(({ field }) => writerOf(history, record, field) ?? []));
  return [...new Map(writers.filter(({ id }) => id !== own).map((one) => [one.id, one])).values()].sort((a, b) =>
    a.at < b.at ? -1 : 1,
  );
}
