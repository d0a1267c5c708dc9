import type { JSX } from 'react';
import type { WorkCalendar } from '../../../shared/cases/deadline/calendar.ts';
import { daysBetween } from '../../../shared/lib/calendar-day.ts';
import { TASK_KIND_NAMES } from '../../../shared/domain/task.ts';
import { deadlineLook } from '../../lib/deadline-words.ts';
import { CHANNEL_NAMES } from '../../lib/case-words.ts';
import { briefMoment, momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { DeadlineCell } from '../../ui/deadline-cell.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DataCell } from '../../ui/data-list.tsx';
import { IconCase, IconHandover, IconInspect, IconMend, IconVisit } from '../../ui/icons.tsx';
import { Shape } from '../../ui/shape.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { TodayItem } from './today.ts';

/** An item as it is read. */
export function itemWords(item: TodayItem): string {
  switch (item.kind) {
    case 'draft':
      return `草稿，${item.draft.category?.name ?? '还没选类别'}`;
    case 'case':
      return [item.row.categoryName, item.row.address, item.row.urgent ? '紧急' : '']
        .filter((part) => part !== '')
        .join('，');
    case 'target':
      return `${item.row.taskTitle}，${item.row.name}，${item.row.address}，${item.row.dueOn} 到期`;
    case 'handover':
      return `${item.row.name}，${item.row.address}，待接收`;
    case 'issues':
      return `${item.found.title}，${String(item.found.count)} 条`;
    case 'rest':
      return `另有 ${String(item.count)} 项`;
  }
}

/** Over, or due today: nothing else stands on the desk. */
function Due({ dueOn, today }: { readonly dueOn: string; readonly today: string }): JSX.Element {
  const over = daysBetween(dueOn, today);
  return over > 0 ? (
    <StateMark kind="timeOver" words={`超 ${String(over)} 天`} />
  ) : (
    <StateMark kind="timeNear" words="今天" />
  );
}

export interface TodayRowProps {
  readonly item: TodayItem;
  readonly now: number;
  readonly calendarAt: (place: string) => WorkCalendar;
  readonly today: string;
  readonly isCurrent: boolean;
  readonly isBusy: boolean;
  readonly act: { readonly label: string; readonly run: () => void };
}

export function TodayRow({ item, now, calendarAt, today, isCurrent, isBusy, act }: TodayRowProps): JSX.Element {
  const button = (
    <DataCell isNumber>
      <Button
        size="small"
        kind={isCurrent ? 'primary' : 'normal'}
        tabIndex={isCurrent ? 0 : -1}
        {...(isBusy ? { busyText: '正在存…' } : {})}
        onClick={act.run}
      >
        {act.label}
      </Button>
    </DataCell>
  );
  if (item.kind === 'draft') {
    const { draft } = item;
    return (
      <>
        <DataCell>
          <Shape name="ring" tone="paused" />
        </DataCell>
        <DataCell>{briefMoment(draft.savedAt, now)} 存</DataCell>
        <DataCell>
          <span className="ui-list-title">{draft.category?.name ?? '还没选类别'}</span>
          {draft.description !== '' && ` · ${draft.description}`}
        </DataCell>
        <DataCell>{draft.place?.address ?? '还没定位置'}</DataCell>
        {button}
      </>
    );
  }
  if (item.kind === 'target') {
    const { row } = item;
    return (
      <>
        <DataCell>{row.taskKind === 'inspection' ? <IconInspect /> : <IconVisit />}</DataCell>
        <DataCell>
          <Due dueOn={row.dueOn} today={today} />
        </DataCell>
        <DataCell title={`${row.taskTitle} ${row.name}`}>
          <span className="ui-list-title">{row.taskTitle}</span>
          {!row.address.endsWith(row.name) && ` · ${row.name}`}
        </DataCell>
        <DataCell title={row.address}>
          {row.address} · {TASK_KIND_NAMES[row.taskKind]}
        </DataCell>
        {button}
      </>
    );
  }
  if (item.kind === 'handover') {
    return (
      <>
        <DataCell>
          <IconHandover />
        </DataCell>
        <DataCell>待接收</DataCell>
        <DataCell>
          <span className="ui-list-title">{item.row.name}</span> · 由同事迁到你的范围
        </DataCell>
        <DataCell title={item.row.address}>{item.row.address}</DataCell>
        {button}
      </>
    );
  }
  if (item.kind === 'issues') {
    return (
      <>
        <DataCell>
          <IconMend />
        </DataCell>
        <DataCell>{item.found.count.toLocaleString('zh-CN')} 条</DataCell>
        <DataCell title={item.found.title}>
          <span className="ui-list-title">{item.found.title}</span>
        </DataCell>
        <DataCell>规则查出</DataCell>
        {button}
      </>
    );
  }
  if (item.kind === 'rest') {
    return (
      <>
        <DataCell />
        <DataCell />
        <DataCell>另有 {item.count.toLocaleString('zh-CN')} 项</DataCell>
        <DataCell>{item.list === 'tasks' ? '都在“任务”里' : '都在“人房企物”里'}</DataCell>
        {button}
      </>
    );
  }
  const { row } = item;
  const look = deadlineLook(row, now, calendarAt(row.gridCode));
  return (
    <>
      <DataCell>
        <IconCase size={16} />
      </DataCell>
      <DataCell title={`上报于 ${momentWords(row.reportedAt, now)}`}>
        {look === null ? briefMoment(row.changedAt, now) : <DeadlineCell {...look} />}
      </DataCell>
      <DataCell title={`${row.categoryName} ${row.description}`}>
        <span className="ui-list-title">{row.categoryName}</span> {row.urgent && <Chip tone="bad">急</Chip>}
        {row.description !== '' && ` · ${row.description}`}
      </DataCell>
      <DataCell title={row.address}>
        {row.unsent > 0 && <StateMark kind="waiting" />} {row.address} · {CHANNEL_NAMES[row.channel]}
      </DataCell>
      {button}
    </>
  );
}
