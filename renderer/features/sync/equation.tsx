import type { JSX, ReactNode } from 'react';
import type { SyncCounts, SyncStatus } from '../../data/api.ts';
import { hourMinuteSecond, momentWords } from '../../lib/shanghai-time.ts';
import { Shape, type ShapeName, type Tone } from '../../ui/shape.tsx';

export interface EquationProps {
  readonly counts: SyncCounts;
  readonly status: SyncStatus;
  readonly oldest: string | undefined;
  readonly nowMs: number;
}

interface TermProps {
  readonly label: string;
  readonly count: number;
  readonly note: ReactNode;
  readonly shape?: ShapeName;
  readonly tone?: Tone;
}

function Term({ label, count, note, shape, tone }: TermProps): JSX.Element {
  return (
    <div className="sync-term" data-tone={tone}>
      <dt>
        {shape !== undefined && <Shape name={shape} tone={tone} />}
        {label}
      </dt>
      <dd>{count.toLocaleString('zh-CN')}</dd>
      <dd className="sync-term-note">{note}</dd>
    </div>
  );
}

/** 本机写入 = 已送达 ＋ 待送 ＋ 被退回: a sum a person can check. */
export function Equation({ counts, status, oldest, nowMs }: EquationProps): JSX.Element {
  const { written, delivered, queued, refused } = counts;
  const contact = status.lastContactAt;
  return (
    <div className="sync-equation">
      <dl
        aria-label={`本机写入 ${String(written)} = 已送达 ${String(delivered)} ＋ 待送 ${String(queued)} ＋ 被退回 ${String(refused)}`}
      >
        <Term label="本机写入" count={written} note="文字和照片都算" />
        <span aria-hidden="true">=</span>
        <Term label="已送达" count={delivered} note="中心已确认该版本" shape="check" tone="ok" />
        <span aria-hidden="true">＋</span>
        <Term
          label="待送"
          count={queued}
          note={oldest === undefined ? '没有在等的' : `最早 ${momentWords(oldest, nowMs)}`}
          shape="arrowUp"
          tone="primary"
        />
        <span aria-hidden="true">＋</span>
        <Term
          label="被退回"
          count={refused}
          note={refused > 0 ? '需要你处理' : '没有'}
          shape="arrowBack"
          tone={refused > 0 ? 'bad' : 'plain'}
        />
      </dl>
      <p className="sync-contact">
        {status.halted !== null ? (
          <b className="ui-tone-bad">{status.halted}</b>
        ) : status.online ? (
          <b className="ui-tone-ok">
            <Shape name="check" tone="ok" /> 已联机
          </b>
        ) : (
          <b className="ui-tone-warn">
            <Shape name="offline" tone="warn" /> 离线工作中
          </b>
        )}
        <span>{contact === null ? '还没有连上过中心' : `${hourMinuteSecond(contact)} 与中心联系过`}</span>
        {!status.leader && <span>由另一个窗口在送，这里同步显示</span>}
      </p>
    </div>
  );
}
