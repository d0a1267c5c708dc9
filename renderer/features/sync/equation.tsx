import { useState } from 'react';
import type { JSX } from 'react';
import type { ReceiptsChecked, SyncCounts, SyncStatus, Trouble } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { hourMinuteSecond, momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { Figure } from '../../ui/figure.tsx';
import { IconAgain } from '../../ui/icons.tsx';
import { Shape } from '../../ui/shape.tsx';

export interface EquationProps {
  readonly counts: SyncCounts;
  readonly status: SyncStatus;
  readonly oldest: string | undefined;
  readonly nowMs: number;
}

/** 本机写入 = 已送达 ＋ 待送 ＋ 被退回: a sum a person can check. */
export function Equation({ counts, status, oldest, nowMs }: EquationProps): JSX.Element {
  const { written, delivered, queued, refused } = counts;
  return (
    <div className="sync-equation">
      <dl
        aria-label={`本机写入 ${String(written)} = 已送达 ${String(delivered)} ＋ 待送 ${String(queued)} ＋ 被退回 ${String(refused)}`}
      >
        <Figure label="本机写入" value={written.toLocaleString('zh-CN')} note="文字和照片都算" />
        <span aria-hidden="true">=</span>
        <Figure
          label="已送达"
          value={delivered.toLocaleString('zh-CN')}
          note="中心已确认该版本"
          shape="check"
          tone="ok"
        />
        <span aria-hidden="true">＋</span>
        <Figure
          label="待送"
          value={queued.toLocaleString('zh-CN')}
          note={oldest === undefined ? '没有在等的' : `最早 ${momentWords(oldest, nowMs)}`}
          shape="arrowUp"
          tone="primary"
        />
        <span aria-hidden="true">＋</span>
        <Figure
          label="被退回"
          value={refused.toLocaleString('zh-CN')}
          note={refused > 0 ? '需要你处理' : '没有'}
          shape="arrowBack"
          tone={refused > 0 ? 'bad' : 'plain'}
        />
      </dl>
      <Contact listed={delivered - counts.earlier} status={status} nowMs={nowMs} />
    </div>
  );
}

/** Whether the centre is there, and whether its books agree with ours; 再对一次 asks it. `listed`: delivered, and compared with the centre's. */
function Contact({
  listed,
  status,
  nowMs,
}: Pick<EquationProps, 'status' | 'nowMs'> & { readonly listed: number }): JSX.Element {
  const { sync } = useWorkstation();
  const checked = useLive(sync.receiptsChecked) ?? null;
  const [isChecking, setChecking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  // What was delivered shortly before the books were compared, or after, is in none of their figures.
  const since = checked === null ? 0 : Math.max(0, listed - checked.held);
  const check = (): void => {
    if (isChecking) return;
    setChecking(true);
    void sync.checkReceipts().then((outcome) => {
      setChecking(false);
      setTrouble(outcome.ok ? undefined : outcome.trouble);
    });
  };
  return (
    <div className="sync-contact">
      {status.halted !== null ? (
        <b className="ui-tone-bad">{status.halted}</b>
      ) : !status.online ? (
        <b className="ui-tone-warn">
          <Shape name="offline" tone="warn" /> 离线工作中
        </b>
      ) : checked === null || (since > 0 && checked.again + checked.gone === 0) ? (
        <b className="ui-tone-ok">
          <Shape name="check" tone="ok" /> 已联机
        </b>
      ) : checked.again + checked.gone === 0 ? (
        <b className="ui-tone-ok">
          <Shape name="check" tone="ok" /> 与中心对账一致
        </b>
      ) : (
        <b className="ui-tone-warn">
          <Shape name="triangle" tone="warn" /> 对账时中心少 {checked.again + checked.gone} 条
        </b>
      )}
      <span role="status">
        {trouble === undefined
          ? checkedWords(status, checked, since, nowMs)
          : `${trouble.what}${trouble.safe}${trouble.next}`}
      </span>
      {!status.leader && <span>由另一个窗口在送，这里同步显示</span>}
      <Button size="small" icon={<IconAgain />} {...(isChecking ? { busyText: '正在对账…' } : {})} onClick={check}>
        再对一次
      </Button>
    </div>
  );
}

function checkedWords(status: SyncStatus, checked: ReceiptsChecked | null, since: number, nowMs: number): string {
  const contact = status.lastContactAt;
  if (checked === null) return contact === null ? '还没有连上过中心' : `${hourMinuteSecond(contact)} 与中心联系过`;
  const words = momentWords(checked.at, nowMs);
  const at = words.startsWith('今天') ? hourMinuteSecond(checked.at) : words;
  const missing = [
    ...(checked.again > 0 ? [`${String(checked.again)} 条已重新排队`] : []),
    ...(checked.gone > 0 ? [`${String(checked.gone)} 条本机也没有了，在退回箱里写明`] : []),
  ];
  const later = since > 0 ? [`另有 ${since.toLocaleString('zh-CN')} 条新送达的，还没对`] : [];
  return [`${at} 核对：中心记有本机 ${checked.held.toLocaleString('zh-CN')} 条`, ...missing, ...later].join(' · ');
}
