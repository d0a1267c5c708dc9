import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { VERDICTS, type DevicesResponse } from '../../../shared/sync/device-report.ts';
import type { Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { hourMinuteSecond } from '../../lib/shanghai-time.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DataCell, DataList, type DataListColumn } from '../../ui/data-list.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconAgain, IconSearch } from '../../ui/icons.tsx';
import { PageBody, PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DeviceDetail } from './device-detail.tsx';
import {
  ageWords,
  centerOf,
  clockWords,
  gigabytes,
  inOrder,
  isBehind,
  isClockOff,
  isDiskLow,
  linesOf,
  lookOf,
  matches,
  momentOf,
  type DeviceLine,
  type Order,
} from './device-words.ts';
import { HealthFigures } from './health-figures.tsx';
import './health.css';

/** Terminals report every five minutes: asking more often tells nothing new. */
const ASK_EVERY_MS = 60_000;

const COLUMNS: readonly DataListColumn[] = [
  { key: 'terminal', head: '终端', width: '92px' },
  { key: 'where', head: '社区 · 使用人', width: 'minmax(150px, 1.4fr)' },
  { key: 'unsent', head: '待送', width: '56px', isNumber: true },
  { key: 'oldest', head: '最早一条', width: '100px' },
  { key: 'receipt', head: '最后回执', width: '104px' },
  { key: 'version', head: '版本', width: '68px' },
  { key: 'clock', head: '时钟', width: '112px' },
  { key: 'disk', head: '磁盘余', width: '76px' },
  { key: 'refused', head: '退回', width: '48px', isNumber: true },
  { key: 'verdict', head: '判断', width: 'minmax(180px, 2fr)' },
];

const ORDERS: readonly { readonly value: Order; readonly label: string }[] = [
  { value: 'worst', label: '先看有问题的' },
  { value: 'contact', label: '先看久没联系的' },
  { value: 'terminal', label: '按终端号' },
];

const lineKey = (line: DeviceLine): string => line.key;

interface Asked {
  readonly answer: DevicesResponse | undefined;
  /** Why the last question had no answer; what was answered before stays in sight with its age. */
  readonly trouble: Trouble | undefined;
  readonly isAsking: boolean;
  readonly ask: () => void;
}

function useDevices(): Asked {
  const { devices } = useWorkstation();
  const [answer, setAnswer] = useState<DevicesResponse>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [isAsking, setAsking] = useState(true);
  const alive = useRef(true);
  const load = useCallback(async () => {
    const outcome = await devices();
    if (!alive.current) return;
    setAsking(false);
    if (outcome.ok) {
      setAnswer(outcome.value);
      setTrouble(undefined);
    } else setTrouble(outcome.trouble);
  }, [devices]);
  useEffect(() => {
    alive.current = true;
    const first = setTimeout(() => void load(), 0);
    const timer = setInterval(() => void load(), ASK_EVERY_MS);
    return () => {
      alive.current = false;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [load]);
  return {
    answer,
    trouble,
    isAsking,
    ask: () => {
      setAsking(true);
      void load();
    },
  };
}

/** 同步健康: which terminal has something undelivered, and why. For those who look after terminals. */
export function HealthPage(): JSX.Element {
  const workstation = useWorkstation();
  const areas = areaWords(useLive(workstation.areas) ?? []);
  const { answer, trouble, isAsking, ask } = useDevices();
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order>('worst');
  const [currentKey, setCurrentKey] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const isWide = useWidth(WIDE_PX);
  const filterField = useRef<HTMLInputElement>(null);
  useReady('health', answer !== undefined || trouble !== undefined);

  const placeOf = areas.nameOf;
  const lines = useMemo(() => (answer === undefined ? [] : linesOf(answer, placeOf)), [answer, placeOf]);
  const shown = useMemo(
    () =>
      inOrder(
        lines.filter((line) => matches(line, typed.trim())),
        order,
        VERDICTS,
      ),
    [lines, typed, order],
  );
  const current = shown.find(({ key }) => key === currentKey) ?? shown[0];
  useShortcuts([
    {
      keys: '/',
      label: '筛选',
      group: '同步健康',
      inStatusBar: true,
      run: () => {
        filterField.current?.focus();
      },
    },
    { keys: 'F5', label: '再看一次', group: '同步健康', run: ask },
  ]);

  const head = (
    <PageHead
      title="同步健康"
      note={
        answer === undefined
          ? '哪台有东西没送达、为什么'
          : `哪台有东西没送达、为什么 · ${hourMinuteSecond(answer.time)} 的情况`
      }
      acts={
        <>
          <TextField
            label="筛选"
            labelHidden
            ref={filterField}
            icon={<IconSearch />}
            placeholder="终端号、人、社区、判断"
            value={typed}
            onChange={setTyped}
          />
          <Select
            label="先后"
            labelHidden
            options={ORDERS}
            value={order}
            onChange={(value) => {
              setOrder(value);
            }}
          />
          <Button icon={<IconAgain />} keyHint="F5" {...(isAsking ? { busyText: '正在问中心…' } : {})} onClick={ask}>
            再看一次
          </Button>
        </>
      }
    />
  );
  if (answer === undefined) {
    return (
      <>
        {head}
        <PageBody>
          <Panel title="终端">
            {trouble === undefined ? (
              <Skeleton label="正在问中心" />
            ) : (
              <EmptyState title="现在看不到终端的情况">
                {trouble.what}
                {trouble.next}
              </EmptyState>
            )}
          </Panel>
        </PageBody>
      </>
    );
  }
  const center = centerOf(answer);
  const { nowMs } = center;
  const row = (line: DeviceLine): JSX.Element => {
    const { device, verdicts } = line;
    const { report } = device;
    const [first] = verdicts;
    const look = first === undefined ? undefined : lookOf(first);
    return (
      <>
        <DataCell className="ui-code">{line.terminal}</DataCell>
        <DataCell title={line.where}>{line.where}</DataCell>
        <DataCell isNumber>{report?.unsent}</DataCell>
        <DataCell>{ageWords(report?.oldestUnsentAt, nowMs)}</DataCell>
        <DataCell>{momentOf(report?.lastReceiptAt, nowMs)}</DataCell>
        <DataCell className={isBehind(device, center) ? 'ui-tone-warn' : undefined}>{report?.appVersion}</DataCell>
        <DataCell className={isClockOff(device) ? 'ui-tone-warn' : undefined}>
          {clockWords(report?.clockDeviationMs)}
        </DataCell>
        <DataCell className={isDiskLow(device) ? 'ui-tone-warn' : undefined}>{gigabytes(report?.freeBytes)}</DataCell>
        <DataCell isNumber className={(report?.refused ?? 0) > 0 ? 'ui-tone-bad' : undefined}>
          {report?.refused}
        </DataCell>
        <DataCell
          title={line.verdict}
          className={look === undefined ? 'health-verdict' : `health-verdict ui-tone-${look.tone}`}
        >
          {look !== undefined && <Shape name={look.shape} tone={look.tone} />}{' '}
          {first?.gravity === 'bad' || first?.gravity === 'warn' ? <b>{line.verdict}</b> : line.verdict}
        </DataCell>
      </>
    );
  };

  return (
    <>
      {trouble !== undefined && (
        <Banner kind="offline">
          {trouble.what}
          {trouble.next}下面是 {hourMinuteSecond(answer.time)} 的情况。
        </Banner>
      )}
      {head}
      <HealthFigures answer={answer} onFind={setTyped} />
      <PageBody columns={isWide && current !== undefined ? 'minmax(0, 1fr) 380px' : 'minmax(0, 1fr)'}>
        <Panel
          title="终端"
          count={shown.length}
          note={shown.length === lines.length ? undefined : `共 ${String(lines.length)} 台`}
        >
          <DataList
            label="终端"
            unit="台"
            hasHead
            autoFocus
            rows={shown}
            rowId={lineKey}
            rowName={(line) =>
              `${line.terminal}，${line.where}，待送 ${String(line.device.report?.unsent ?? 0)}，${line.verdict}`
            }
            renderRow={row}
            columns={COLUMNS}
            currentId={current?.key}
            onCurrentChange={setCurrentKey}
            onOpen={(line) => {
              setCurrentKey(line.key);
              if (!isWide) setOpen(true);
            }}
            empty={
              lines.length === 0 ? (
                <EmptyState title="还没有终端登录过">有人在你的范围内登录后，终端会出现在这里。</EmptyState>
              ) : (
                <EmptyState kind="filtered" title="按这些条件没有找到">
                  终端共 {lines.length} 台，没有一台符合“{typed.trim()}”。
                </EmptyState>
              )
            }
          />
        </Panel>
        {isWide && current !== undefined && (
          <Panel title={current.terminal} note={current.where}>
            <DeviceDetail line={current} nowMs={nowMs} />
          </Panel>
        )}
      </PageBody>
      {isOpen && !isWide && current !== undefined && (
        <Dialog
          title={current.terminal}
          note={current.where}
          onClose={() => {
            setOpen(false);
          }}
          acts={
            <Button
              autoFocus
              onClick={() => {
                setOpen(false);
              }}
            >
              关闭
            </Button>
          }
        >
          <DeviceDetail line={current} nowMs={nowMs} />
        </Dialog>
      )}
    </>
  );
}
